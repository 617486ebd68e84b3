import type { settings as reference } from '../fr/settings.ts';

export const settings: typeof reference = {
  title: 'Settings',
  sections: { look: 'Appearance', notifications: 'Notifications', account: 'My account', about: 'About' },
  language: 'Language',
  languages: { system: 'That of the system', fr: 'Français', en: 'English' },
  theme: 'Theme',
  themes: { system: 'That of the system', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
  notifications: 'Show notifications',
  notificationsHint: 'The number of unread messages stays on the icon.',
  content: 'What a notification shows',
  contents: {
    none: 'Nothing, only that a message came',
    sender: 'The name of the person and the room',
    full: 'The name and the text of the message',
  },
  closeToTray: 'Keep the application running when the window is closed',
  closeToTrayHint: 'You go on receiving notifications.',
  userId: 'Identifier',
  server: 'Server',
  device: 'Device',
  version: (version: string) => `Version ${version}`,
  system: 'System',
  licence: 'Licence',
  licenceText: 'Free software under the EUPL 1.2 licence. It contains free software of others, whose licences come with the application.',
  readLicence: 'Read the licence',
  saveFailed: 'The setting could not be saved.',
};
