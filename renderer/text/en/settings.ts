import type { settings as reference } from '../fr/settings.ts';

export const settings: typeof reference = {
  title: 'Settings',
  sections: {
    general: 'General',
    notifications: 'Notifications',
    security: 'Security',
    devices: 'My devices',
    account: 'My account',
    about: 'About',
  },
  sectionList: 'Settings sections',
  language: 'Language',
  languages: { system: 'Same as the system', fr: 'Français', en: 'English' },
  spelling: {
    title: 'Spelling',
    what: 'Unknown words are underlined as you type. Spelling is checked on this computer; nothing is sent.',
    languages: { fr: 'French', 'en-GB': 'English (United Kingdom)', 'en-US': 'English (United States)', de: 'German', es: 'Spanish' },
    own: 'My words',
    remove: (word) => `Remove “${word}” from my words`,
  },
  theme: 'Theme',
  themes: { system: 'Same as the system', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
  notifications: 'Show notifications',
  notificationsHint: 'The number of unread messages still appears on the icon.',
  content: 'What a notification shows',
  contents: {
    none: 'Nothing, only that a message has arrived',
    sender: 'The name of the person and the room',
    full: 'The name and the text of the message',
  },
  closeToTray: 'Keep the application running when the window is closed',
  closeToTrayHint: 'You keep receiving notifications.',
  userId: 'Identifier',
  server: 'Server',
  version: (version: string) => `Version ${version}`,
  system: 'System',
  licenceText:
    'Free software under the EUPL 1.2 licence. It contains third-party free software, whose licences are included with the application.',
  readLicence: 'Read the licence',
};
