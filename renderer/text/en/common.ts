import { en } from '../plural.ts';
import type { common as reference } from '../fr/common.ts';

export const common: typeof reference = {
  product: 'Tchap',
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  retry: 'Try again',
  more: 'Show more',
  continue: 'Continue',
  loading: 'Loading…',
  offline: 'Offline',
  and: ' and ',
  you: 'You',
  yesterday: 'yesterday',
  today: 'Today',
  yesterdayTitle: 'Yesterday',
  at: (day: string, time: string) => `${day} at ${time}`,
  seconds: (count: number) => en(count, { one: '# second', other: '# seconds' }),
  minutes: (count: number) => en(count, { one: '# minute', other: '# minutes' }),
  units: { byte: 'B', kilo: 'kB', mega: 'MB', giga: 'GB' },
  code: (code: string) => `Code for support: ${code}`,
  unnamedPerson: 'Person without a name',
};
