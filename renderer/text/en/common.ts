import type { common as reference } from '../fr/common.ts';

export const common: typeof reference = {
  product: 'Tchap',
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  retry: 'Try again',
  more: 'Show more',
  loading: 'Loading…',
  and: ' and ',
  you: 'You',
  yesterday: 'yesterday',
  today: 'Today',
  yesterdayTitle: 'Yesterday',
  at: (day: string, time: string) => `${day} at ${time}`,
  labelled: (label: string, text: string) => `${label}: ${text}`,
  units: { byte: 'B', kilo: 'kB', mega: 'MB', giga: 'GB' },
  code: (code: string) => `Code for support: ${code}`,
  unnamedPerson: 'Unnamed person',
};
