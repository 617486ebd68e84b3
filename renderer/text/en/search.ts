import { en } from '../plural.ts';
import type { search as reference } from '../fr/search.ts';

export const search: typeof reference = {
  title: 'Search',
  open: 'Search messages',
  field: 'Words to find',
  scope: 'Where to search',
  scopes: { room: 'Here', all: 'Everywhere' },
  kind: 'What to search',
  kinds: { all: 'All', images: 'Pictures', files: 'Files', links: 'Links' },
  results: 'Messages found',
  found: (count: number, more: boolean) =>
    more ? `More than ${count} messages found` : en(count, { one: '# message found', other: '# messages found' }),
  startTitle: 'What are you looking for?',
  startText:
    'One word, several, or words between quotation marks for a phrase. The search runs on this computer: it also works offline and in encrypted rooms.',
  noneTitle: 'No message found',
  noneText: 'Try other words, or search everywhere.',
  older: 'The older messages of this room are not on this computer yet.',
  loadOlder: 'Search further back',
  indexing: (count: number) => en(count, { one: '# message is still to be prepared', other: '# messages are still to be prepared' }),
  file: 'File without a name',
};
