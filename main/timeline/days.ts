/** No calendar of ours goes further than the year 9999. */
const latestTime = 253_402_300_799_999;
const quarter = 15 * 60_000;

/** The time of an event, bounded so that every calendar can show it. */
export const shownTime = (sentAt: number): number => Math.min(Math.max(sentAt, 0), latestTime);

/**
 * Tells the local day of a time, as `2026-11-23`. The zone is that of the machine unless given.
 * Remembers by quarter of an hour, since no zone changes its day within one.
 */
export function dayTeller(timeZone?: string): (sentAt: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', { calendar: 'gregory', numberingSystem: 'latn', timeZone, dateStyle: 'short' });
  const known = new Map<number, string>();
  return (sentAt) => {
    const slot = Math.floor(shownTime(sentAt) / quarter);
    const day = known.get(slot) ?? format.format(slot * quarter);
    if (known.size > 10_000) known.clear();
    known.set(slot, day);
    return day;
  };
}
