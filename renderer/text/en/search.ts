import { en } from '../plural.ts';
import type { search as reference } from '../fr/search.ts';

export const search: typeof reference = {
  title: 'Search',
  open: 'Search messages',
  field: 'Words to find',
  scope: 'Where to search',
  scopes: { room: 'Here', all: 'Everywhere' },
  kind: 'What to search for',
  kinds: { all: 'All', images: 'Images', files: 'Files', links: 'Links' },
  results: 'Messages found',
  found: (count: number, more: boolean) =>
    more ? `More than ${count} messages found` : en(count, { one: '# message found', other: '# messages found' }),
  startTitle: 'What are you looking for?',
  startText:
    'One or more words, in quotation marks to search for an exact phrase. The search is done on this computer: it also works offline and in encrypted rooms.',
  noneTitle: 'No messages found',
  noneText: 'Try other words, or search everywhere.',
  older: 'Older messages in this room are not on this computer yet.',
  loadOlder: 'Search further back',
  indexing: (count: number) => en(count, { one: '# message is still being prepared', other: '# messages are still being prepared' }),
  file: 'Unnamed file',
};
