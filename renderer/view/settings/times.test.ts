import { expect, it } from 'vitest';
import { timeOf } from './times.ts';

it.each([
  [0, '00:00'],
  [61, '01:01'],
  [8 * 60, '08:00'],
  [1439, '23:59'],
])('%i minutes after midnight is %s', (minutes, time) => {
  expect(timeOf(minutes)).toBe(time);
});
