import type { account as reference } from '../fr/account.ts';

export const account: typeof reference = {
  changePicture: 'Change picture',
  removePicture: 'Remove picture',
  pictureSaved: 'Your picture has been changed.',
  pictureRemoved: 'Your picture has been removed.',
  name: 'Display name',
  nameHint: 'The name that other people see',
  nameMissing: 'Enter a name.',
  nameGiven: 'Your name is set by your organisation: it cannot be changed here.',
  saveName: 'Save name',
  nameSaved: 'Your name has been changed.',
  redList: 'Hide my account from the directory',
  redListHint:
    'Other public servants can no longer find you by searching for your name. People you already talk to can still write to you.',
  email: 'Receive an e-mail when messages stay unread',
  emailHint: 'An e-mail is sent when a message has not been read for 72 hours.',
  emailTo: (address: string) => `An e-mail is sent to ${address} when a message has not been read for 72 hours.`,
  emailNone: 'Your account has no e-mail address: it cannot receive e-mails about unread messages.',
  emailMore: 'Learn more about these e-mails',
};
