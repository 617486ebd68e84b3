const hourMs = 3_600_000;
const morning = 8;

/** Local midnight, `days` from `now`. */
const inDays = (now: number, days: number): Date => {
  const date = new Date(now);
  date.setDate(date.getDate() + days);
  date.setHours(morning, 0, 0, 0);
  return date;
};

/** Moments that are often meant, in milliseconds since the epoch; local time. */
export const moments = (now: number): Record<'hour' | 'tomorrow' | 'monday', number> => ({
  hour: Math.ceil((now + hourMs) / 60_000) * 60_000,
  tomorrow: inDays(now, 1).getTime(),
  monday: inDays(now, (8 - new Date(now).getDay()) % 7 || 7).getTime(),
});

const two = (value: number): string => String(value).padStart(2, '0');

/** A moment as a field of date and time has it: local, to the minute. */
export const toField = (at: number): string => {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
};

/** The moment of such a field; null where it is none. */
export const fromField = (text: string): number | null => {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d/u.test(text) ? new Date(text).getTime() : Number.NaN;
  return Number.isNaN(at) ? null : at;
};
