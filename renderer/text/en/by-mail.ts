import { en } from '../plural.ts';
import type { byMail as reference } from '../fr/by-mail.ts';

export const byMail: typeof reference = {
  create: 'Create an account',
  forgotten: 'Forgotten your password?',
  register: {
    title: 'Create an account',
    lead: 'We will send you an e-mail to check that this address is yours.',
    password: 'Password',
  },
  reset: {
    title: 'New password',
    lead: 'Choose a new password. We will send you an e-mail to check that it is you.',
    password: 'New password',
  },
  email: 'Work e-mail address',
  emailMissing: 'Enter your e-mail address.',
  passwordMissing: 'This password does not meet all the rules.',
  rules: 'Password rules',
  length: (count: number) => en(count, { one: 'At least # character', other: 'At least # characters' }),
  rule: { digit: 'A digit', symbol: 'A special character', lowercase: 'A lower-case letter', uppercase: 'A capital letter' },
  kept: 'met',
  notKept: 'not met yet',
  accept: 'I accept the terms of use',
  termsMissing: 'Read and accept the terms to continue.',
  signOutOthers: 'Sign out my other devices',
  signOutOthersText:
    'Useful if someone else knows the old password. A device that is signed out loses its keys: do this only if you have your recovery code.',
  send: 'Send me the e-mail',
  sending: 'Sending the e-mail…',
  back: 'Back to sign-in',
  mail: {
    title: 'Open the link in the e-mail',
    text: (email: string) =>
      `We have sent an e-mail to ${email}. Open the link in it, confirm, then come back here: the rest happens by itself.`,
    opened: 'I have opened the link',
    again: 'Send the e-mail again',
    change: 'Edit',
    none: 'Nothing has arrived? Check your junk folder and the address.',
  },
};
