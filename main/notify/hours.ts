import type { Settings } from '../../preload/contract/index.ts';

type Hours = Settings['notificationHours'];

const dayMinutes = 24 * 60;

/**
 * Whether notifications wait at a time (milliseconds since the epoch, in the time zone of the machine):
 * it lies outside of the hours that the agent chose. Hours that end before they begin reach into the
 * next day and belong to the day on which they begin; from a time to the same is the whole day.
 */
export function isQuiet({ limited, days, from, to }: Hours, now: number): boolean {
  if (!limited) return false;
  const at = new Date(now);
  const minute = at.getHours() * 60 + at.getMinutes();
  const today = days.includes(at.getDay());
  const yesterday = days.includes((at.getDay() + 6) % 7);
  const end = to <= from ? to + dayMinutes : to;
  const within = (today && minute >= from && minute < end) || (yesterday && minute + dayMinutes < end);
  return !within;
}
