import { en } from '../plural.ts';
import type { composer as reference } from '../fr/composer.ts';

export const composer: typeof reference = {
  label: (room: string) => `Message to “${room}”`,
  caption: 'Add a caption…',
  editing: 'Editing the message',
  replying: (name: string) => `Reply to ${name}`,
  cancelEdit: 'Cancel editing',
  cancelReply: 'Do not reply to this message',
  send: 'Send',
  save: 'Save',
  sending: 'Sending…',
  attach: 'Attach a file',
  bold: 'Bold',
  italic: 'Italic',
  code: 'Code',
  quote: 'Quote',
  bullets: 'List',
  format: 'Formatting',
  drop: 'Drop to attach to this message',
  files: 'Files to send',
  removeFile: (name: string) => `Remove ${name}`,
  cancelFile: (name: string) => `Cancel preparing ${name}`,
  preparing: (percent: number) => `Preparing: ${percent}%`,
  fileFailed: (name: string) => `“${name}” could not be attached.`,
  emptyFile: (name: string) => `“${name}” is empty and cannot be attached.`,
  waiting: (count: number) =>
    en(count, { one: '# message will leave when the network is back', other: '# messages will leave when the network is back' }),
  failed: (count: number) => en(count, { one: '# message was not sent', other: '# messages were not sent' }),
  kept: 'Your text is kept.',
  dismiss: 'Close this notice',
  cannotSend: 'You can read this room, but only some people can write in it.',
  share: {
    title: (count: number) => en(count, { one: 'Share this file?', other: 'Share these # files?' }),
    unencrypted: 'This conversation is not end-to-end encrypted: the servers that carry it will be able to read what you share.',
    external: 'Guests from outside the administration are in this room and will be able to open what you share.',
    'external-unencrypted':
      'This room is open to external guests and is not end-to-end encrypted: they and the servers will be able to open what you share.',
    confirm: 'Share',
  },
};
