import { en } from '../plural.ts';
import type { byMail as reference } from '../fr/by-mail.ts';

export const byMail: typeof reference = {
  create: 'Create an account',
  forgotten: 'Forgotten password?',
  register: {
    title: 'Create an account',
    lead: 'An e-mail checks that this address is yours.',
    password: 'Password',
  },
  reset: {
    title: 'New password',
    lead: 'Choose a new password. An e-mail checks that it is you.',
    password: 'New password',
  },
  email: 'Work e-mail address',
  emailMissing: 'Give your e-mail address.',
  passwordMissing: 'This password does not follow all the rules.',
  rules: 'Rules of the password',
  length: (count: number) => en(count, { one: 'At least # character', other: 'At least # characters' }),
  rule: { digit: 'A digit', symbol: 'A special character', lowercase: 'A small letter', uppercase: 'A capital letter' },
  kept: 'followed',
  notKept: 'not followed yet',
  accept: 'I accept the terms of use',
  termsMissing: 'Read and accept the terms to continue.',
  signOutOthers: 'Sign my other devices out',
  signOutOthersText:
    'Useful if somebody knows the old password. A device that is signed out loses its keys: do it only if you have your verification code.',
  send: 'Receive the e-mail',
  sending: 'Sending the e-mail…',
  back: 'Back to signing in',
  mail: {
    title: 'Open the link of the e-mail',
    text: (email: string) =>
      `An e-mail has left for ${email}. Open the link in it, confirm, then come back here: the rest happens by itself.`,
    opened: 'I have opened the link',
    again: 'Send the e-mail again',
    change: 'Change',
    none: 'Nothing comes? Look among the unwanted e-mails, and check the address.',
  },
};
