import { afterEach, expect, it } from 'vitest';
import { lifetime, setLanguage } from './index.ts';

const day = 86_400_000;
afterEach(() => setLanguage('fr'));

it('says how long messages are kept, in plain words', () => {
  expect([7_776_000_000, 30 * day, 365 * day, 45 * day, 3_600_000, 90_000, 1].map(lifetime)).toEqual([
    '3 mois',
    '1 mois',
    '1 an',
    '45 jours',
    '1 heure',
    '2 minutes',
    '1 minute',
  ]);
  setLanguage('en');
  expect(lifetime(7_776_000_000)).toBe('3 months');
});
