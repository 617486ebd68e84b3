import type { browser as reference } from '../fr/browser.ts';

export const browser: typeof reference = {
  lead: 'Your server identifies you in your browser. No password is typed here.',
  open: 'Continue in the browser',
  create: 'Create an account',
  withProvider: (name: string) => `Continue with ${name}`,
  or: 'or',
  password: 'Use my password',
  waiting: 'Continue in your browser',
  waitingText: 'A page has just opened there. Come back here afterwards: signing in finishes by itself.',
  reopen: 'Open the page again',
  cancel: 'Cancel',
  trouble: 'Did the browser not bring you back here?',
  byLink: 'Come back with a link',
  byLinkText: 'The browser will ask whether to open the application: allow it.',
  paste: 'Paste the address of the last page',
  pasteHint: 'Copy everything in the browser’s address bar, even if the page does not load. It can be used only once.',
  pasteMissing: 'Paste the address of the last page in the browser.',
  submitPaste: 'Finish signing in',
  again: {
    text: 'Sign in again in your browser. Your messages, your keys and what you wrote are kept on this computer.',
  },
  invited: 'A public servant has invited you: create your account to join them.',
  notInvited: 'To create an external guest account, you must first be invited by a public servant.',
  providerSession: {
    ends: 'Your browser will then open to end your session with your identity provider too.',
    stays: 'Your session with your identity provider stays open in the browser: end it there if other people use this computer.',
  },
  account: {
    title: 'My account in the browser',
    text: 'Your address, your password and your devices are managed on your account page.',
    pages: {
      account: 'Manage my account',
      profile: 'Edit my profile',
      devices: 'See my devices',
      deactivate: 'Deactivate my account…',
    },
    signOutDevice: 'This device is signed out on your account page, in the browser.',
    signOutDevices: 'These devices are signed out on your account page, in the browser.',
    openDevices: 'Open the page',
  },
};
