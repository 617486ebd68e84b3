import { t } from './language.svelte.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const month = 30 * day;
const units = [
  ['years', 365 * day],
  ['months', month],
  ['days', day],
  ['hours', 60 * minute],
  ['minutes', minute],
] as const;

/** How long messages are kept, from milliseconds, in the largest unit that says it without a rest (a month has 30 days); rounded to minutes. */
export function lifetime(ms: number): string {
  const whole = Math.max(minute, Math.round(ms / minute) * minute);
  const [unit, size] = units.find(([, length]) => whole % length === 0) ?? units[4];
  return t().roomLife.lifetime[unit](whole / size);
}
