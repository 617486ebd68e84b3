import { en } from '../plural.ts';
import type { files as reference } from '../fr/files.ts';

export const files: typeof reference = {
  tooLarge: (size, limit) => `This file (${size}) is above the server’s limit (${limit}).`,
  title: 'Files of the room',
  kind: 'Kind',
  kinds: { all: 'All', images: 'Images', videos: 'Videos', sounds: 'Sounds', files: 'Documents' },
  name: 'Search by file name',
  sender: 'Sent by',
  anyone: 'Everybody',
  period: 'Period',
  periods: { any: 'Any time', week: 'Last 7 days', month: 'Last 31 days', year: 'Last year' },
  results: 'Files',
  found: (count, more) => en(count, { one: '# file', other: '# files' }) + (more ? ' or more' : ''),
  noneTitle: 'No file',
  noneText: 'Files sent in this room will appear here.',
  noneFoundText: 'No file of this room matches these criteria.',
  indexing: (count) =>
    en(count, {
      one: '# message is still to be sorted: more files may appear.',
      other: '# messages are still to be sorted: more files may appear.',
    }),
  older: 'Older messages are not on this computer yet.',
  loadOlder: 'Look further back',
  jump: 'Show in the conversation',
  jumpTo: (name) => `Show ${name} in the conversation`,
  close: 'Close',
};
