import type { barred as reference } from '../fr/barred.ts';
import { en } from '../plural.ts';

export const barred: typeof reference = {
  expired: {
    title: 'Your account has expired',
    text: 'An account must be renewed from time to time. Ask for the renewal e-mail, then open the link in it: your conversations come back at once.',
    check: 'I have renewed my account',
    still: 'The server says that this account is still expired. Open the link in the latest e-mail, then try again.',
  },
  blocked: {
    title: 'Your account is locked',
    text: 'An administrator of your server has locked this account. Only they can unlock it: contact support.',
    check: 'Check whether it is unlocked',
    still: 'The account is still locked. Your conversations will come back by themselves once it is unlocked.',
  },
  kept: 'Your messages are no longer shown. Your keys, your drafts and the messages that were waiting to be sent are kept, encrypted, on this computer.',
  send: 'Send the renewal e-mail again',
  sending: 'Sending…',
  sent: 'The e-mail is on its way. Check your junk folder too.',
  wait: (seconds: number) => en(seconds, { one: 'Can be sent again in # second', other: 'Can be sent again in # seconds' }),
  checking: 'Checking…',
  suspended: {
    title: 'Your account is suspended.',
    text: 'You can read, delete your messages, leave rooms and sign out, but you cannot write or join rooms. Contact support.',
  },
};
