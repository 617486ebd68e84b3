import type { help as reference } from '../fr/help.ts';

export const help: typeof reference = {
  title: 'Help',
  open: 'Help',
  text: 'The pages open in your browser.',
  links: {
    guide: { label: 'Getting started', hint: 'The guide for your first steps' },
    faq: { label: 'Frequently asked questions', hint: 'Answers to the most common questions' },
    lockedMessages: { label: 'Locked messages', hint: 'Why a message cannot be read, and what to do' },
    verification: { label: 'Verify a device', hint: 'What it is for and how to do it' },
    status: { label: 'Service status', hint: 'Outages and maintenance in progress' },
    support: { label: 'Contact support', hint: 'Give the error code, if there is one' },
    privacy: { label: 'Personal data', hint: 'The privacy policy' },
  },
  shortcuts: { label: 'Keyboard shortcuts', hint: 'Everything you can do with the keyboard' },
  pictures: {
    label: 'Location in photos and videos',
    hint: 'The location and device recorded in a photo or video (JPEG, PNG, WebP, HEIC, AVIF, MP4, MOV, 3GP) are removed when you send it, but not the route that an action camera records. Documents and other formats are sent as they are.',
  },
  checkStatus: 'See the service status',
};
