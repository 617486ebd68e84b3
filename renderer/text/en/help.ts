import type { help as reference } from '../fr/help.ts';

export const help: typeof reference = {
  title: 'Help',
  open: 'Help',
  text: 'The pages open in your browser.',
  links: {
    guide: { label: 'First steps', hint: 'The guide to begin with' },
    faq: { label: 'Frequent questions', hint: 'Answers to what is asked most' },
    lockedMessages: { label: 'Locked messages', hint: 'Why a message cannot be read, and what to do' },
    verification: { label: 'Verify a device', hint: 'What it is for and how to do it' },
    status: { label: 'Service status', hint: 'Outages and works under way' },
    support: { label: 'Write to support', hint: 'Give the code of the error, if there is one' },
    privacy: { label: 'Personal data', hint: 'The privacy policy' },
  },
  shortcuts: { label: 'Keyboard shortcuts', hint: 'All that the keyboard can do' },
  checkStatus: 'See the service status',
};
