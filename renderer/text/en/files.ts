import { en } from '../plural.ts';
import type { files as reference } from '../fr/files.ts';

export const files: typeof reference = {
  tooLarge: (size, limit) => `This file (${size}) exceeds the server’s limit (${limit}).`,
  title: 'Room files',
  kind: 'Type',
  kinds: { all: 'All', images: 'Images', videos: 'Videos', sounds: 'Audio', files: 'Documents' },
  name: 'Search by file name',
  sender: 'Sent by',
  anyone: 'Anyone',
  period: 'Period',
  periods: { any: 'Any time', week: 'Last 7 days', month: 'Last 31 days', year: 'Last 12 months' },
  results: 'Files',
  found: (count, more) => en(count, { one: '# file', other: '# files' }) + (more ? ' or more' : ''),
  noneTitle: 'No files',
  noneText: 'Files sent in this room will appear here.',
  noneFoundText: 'No files in this room match these criteria.',
  indexing: (count) =>
    en(count, {
      one: '# message is still being prepared: more files may appear.',
      other: '# messages are still being prepared: more files may appear.',
    }),
  older: 'Older messages are not on this computer yet.',
  loadOlder: 'Search further back',
  jump: 'Show in the conversation',
  jumpTo: (name) => `Show ${name} in the conversation`,
  fetching: {
    title: 'Files on their way here',
    begins: 'Receiving…',
    some: (done) => `Receiving: ${done}`,
    far: (percent, done, total) => `Receiving: ${percent}% (${done} of ${total})`,
    writing: (percent, done, total) => `Writing to disk: ${percent}% (${done} of ${total})`,
    cancel: (name) => `Cancel receiving ${name}`,
  },
  show: (size) => `Show the image (${size})`,
};
