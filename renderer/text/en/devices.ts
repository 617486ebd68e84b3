import { en } from '../plural.ts';
import type { devices as reference } from '../fr/devices.ts';

export const devices: typeof reference = {
  lead: 'The applications where your account is signed in. Sign out what you do not recognise or no longer use.',
  here: 'This device',
  others: 'Other devices',
  none: 'Your account is not signed in on any other device.',
  unnamed: 'Unnamed device',
  trust: {
    verified: 'Verified',
    unverified: 'Not verified',
    unknown: 'Verify this device first',
    'no-encryption': 'No encryption',
  },
  trustHints: {
    verified: 'You have confirmed that this device is yours.',
    unverified: 'Nothing proves that this device is yours: verify it or sign it out.',
    unknown: 'This device is not verified yet, so it cannot vouch for the others.',
    'no-encryption': 'It cannot read encrypted messages.',
  },
  seen: (when: string) => `Last active: ${when}`,
  neverSeen: 'Last activity unknown',
  inactive: 'Inactive for more than 90 days',
  details: 'Details',
  deviceId: 'Identifier',
  address: 'IP address',
  select: (name: string) => `Select ${name}`,
  menu: (name: string) => `Actions for ${name}`,
  verify: 'Verify',
  rename: 'Rename',
  signOut: 'Sign out',
  newName: 'Device name',
  save: 'Save',
  cancel: 'Cancel',
  signOutSelected: (count: number) => en(count, { one: 'Sign out the selected device', other: 'Sign out the # selected devices' }),
  signOutAll: 'Sign out all other devices',
  failed: 'The list could not be updated.',
  end: {
    title: (count: number) => en(count, { one: 'Sign out a device', other: 'Sign out # devices' }),
    text: (count: number) =>
      en(count, {
        one: 'You will have to sign in there again. Messages that were not backed up there will be lost.',
        other: 'You will have to sign in there again. Messages that were not backed up there will be lost.',
      }),
    submit: 'Sign out',
    submitting: 'Signing out…',
    done: (count: number) => en(count, { one: 'The device has been signed out.', other: 'The # devices have been signed out.' }),
    doneTitle: 'Done',
    advice: 'Someone may have signed in with your password. Change it now, then create a new recovery code, and tell your IT department.',
    newCode: 'Create a new code',
    close: 'Close',
  },
  alert: {
    text: (name: string, when: string) => `New sign-in to your account: “${name}”, ${when}. Was it you?`,
    more: (count: number) =>
      en(count, { one: 'Another device is also waiting for your answer.', other: '# other devices are also waiting for your answer.' }),
    mine: 'It was me',
    notMine: 'It was not me',
  },
  exclusion: {
    label: 'Exclude devices not verified by their owner',
    hint: 'They do not receive your encrypted messages and theirs are not shown. Your own device must be verified before you can write.',
    managed: 'This setting is managed by your organisation.',
  },
};
