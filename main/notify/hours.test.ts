import { expect, it } from 'vitest';
import { isQuiet } from './hours.ts';

/** 2026-11-27 is a Friday. */
const at = (day: number, hours: number, minutes = 0): number => new Date(2026, 10, day, hours, minutes).getTime();
const office = { limited: true, days: [1, 2, 3, 4, 5], from: 8 * 60, to: 19 * 60 };
const night = { limited: true, days: [5], from: 22 * 60, to: 6 * 60 };

it.each([
  ['in the office hours of a working day', office, at(27, 8), false],
  ['up to their last minute', office, at(27, 18, 59), false],
  ['before they begin', office, at(27, 7, 59), true],
  ['from their end on', office, at(27, 19), true],
  ['all Saturday', office, at(28, 12), true],
  ['in a night that began on a chosen day', night, at(28, 5, 59), false],
  ['after that night', night, at(28, 6), true],
  ['in a night that begins on another day', night, at(28, 23), true],
  ['at any hour of a day that is whole', { ...office, from: 0, to: 0 }, at(27, 23, 59), false],
  ['on a day that follows one that is whole', { ...office, from: 0, to: 0 }, at(28, 0), true],
  ['where no day is chosen', { ...office, days: [] }, at(27, 12), true],
  ['where hours are not limited', { ...office, limited: false }, at(28, 3), false],
])('notifications %s', (_name, hours, now, quiet) => {
  expect(isQuiet(hours, now)).toBe(quiet);
});
