import { language, t } from './language.svelte.ts';

const locales = { fr: 'fr-FR', en: 'en-GB' } as const;
const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: number, options: Intl.DateTimeFormatOptions): string {
  const key = `${language()} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locales[language()], options);
  formats.set(key, known);
  return known.format(at);
}

/** Whole local days from `at` to `now`; 0 today, 1 yesterday. */
function daysAgo(at: number, now: number): number {
  const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(at)) / 86_400_000);
}

/** « 14:05 ». Times are milliseconds since 1970; zone of the system. */
export const clock = (at: number): string => format(at, { hour: '2-digit', minute: '2-digit' });

/** « lundi 3 mars », with the year when it is another one. */
function longDay(at: number, now: number): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return format(at, { weekday: 'long', day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) });
}

/** Title of a day in a conversation: « Aujourd’hui », « Hier », « lundi 3 mars ». */
export function dayTitle(at: number, now: number): string {
  const days = daysAgo(at, now);
  if (days === 0) return t().common.today;
  return days === 1 ? t().common.yesterdayTitle : longDay(at, now);
}

/** Short, for a list: « 14:05 », « hier », « lun. », « 3 mars », « 03/03/2025 ». */
export function shortDate(at: number, now: number): string {
  const days = daysAgo(at, now);
  if (days <= 0) return clock(at);
  if (days === 1) return t().common.yesterday;
  if (days < 7) return format(at, { weekday: 'short' });
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return sameYear ? format(at, { day: 'numeric', month: 'short' }) : format(at, { day: '2-digit', month: '2-digit', year: 'numeric' });
}

/** « 3 mars 2026 ». */
export const plainDate = (at: number): string => format(at, { day: 'numeric', month: 'long', year: 'numeric' });

/** Whole, for a tooltip or a sentence: « lundi 3 mars à 14:05 ». */
export function dateAndTime(at: number, now: number): string {
  const days = daysAgo(at, now);
  if (days === 0) return clock(at);
  return t().common.at(days === 1 ? t().common.yesterday : longDay(at, now), clock(at));
}
