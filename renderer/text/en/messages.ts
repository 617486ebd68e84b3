import { en } from '../plural.ts';
import type { messages as reference } from '../fr/messages.ts';

export const messages: typeof reference = {
  more: 'More actions',
  copyLink: 'Copy link to message',
  linkCopied: 'Link copied',
  select: 'Select',
  source: 'View source',
  whoReacted: 'Who reacted',
  history: 'Edit history',
  report: 'Report to moderators',
  moreEmoji: 'More emoji',
  remove: {
    title: (count: number) => en(count, { one: 'Delete this message?', other: 'Delete # messages?' }),
    text: (count: number) =>
      en(count, {
        one: 'It will disappear for all members of the room. This cannot be undone.',
        other: 'They will disappear for all members of the room. This cannot be undone.',
      }),
    reason: 'Reason (optional)',
    reasonHint: 'Members of the room can read it.',
  },
  selection: {
    label: 'Selected messages',
    count: (count: number) => en(count, { one: '# message selected', other: '# messages selected' }),
    choose: (message: string) => `Select: ${message}`,
    copy: 'Copy',
    copied: (count: number) => en(count, { one: '# message copied', other: '# messages copied' }),
    remove: 'Delete',
    end: 'End selection',
    full: 'You cannot select more messages at once.',
  },
  sources: {
    title: 'Message source',
    text: 'To add to a support request. The decrypted version holds the text of the message: share it only with people who may read it.',
    raw: 'From the server',
    clear: 'Decrypted',
    copy: 'Copy',
    copied: 'Source copied',
  },
  versions: {
    title: 'Edit history',
    original: 'Original message',
    edit: (place: number) => `Edit ${place}`,
    current: 'current version',
    none: 'This message cannot be read.',
    incomplete: 'The server does not answer: only the versions known here are shown.',
  },
  reactors: {
    title: 'Reactions',
    none: 'Nobody has reacted to this message yet.',
    incomplete: 'The server does not answer: only the reactions known here are shown.',
    key: (key: string, count: number) => `${key}, ${en(count, { one: '# person', other: '# people' })}`,
  },
  reporting: {
    title: 'Report this message',
    text: 'The report goes to the moderators of your server. In an encrypted room they cannot read the message: describe what is wrong.',
    reason: 'What is happening?',
    needed: 'Describe in a few words what is wrong.',
    send: 'Report',
    done: 'Report sent',
  },
};
