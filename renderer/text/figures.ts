import { language, t } from './language.svelte.ts';

const locales = { fr: 'fr-FR', en: 'en-GB' } as const;

/** « 1 250 », « 1,250 ». */
export const figure = (value: number): string => new Intl.NumberFormat(locales[language()]).format(value);

/** « 1,2 Mo »: a size in bytes as agents read it, decimal units. */
export function fileSize(bytes: number): string {
  const { byte, kilo, mega, giga } = t().common.units;
  const steps = [byte, kilo, mega, giga];
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  const digits = step === 0 || value >= 100 ? 0 : 1;
  const text = new Intl.NumberFormat(locales[language()], { maximumFractionDigits: digits }).format(value);
  return `${text}\u00a0${steps[step] ?? byte}`;
}

/** A share in whole percents, 100 only once all is done. */
export const percentage = (done: number, total: number): number => Math.min(100, Math.floor((done / total) * 100));

/** Two sizes in bytes of which the first is larger, exact where they would look alike. */
export function largerThan(size: number, limit: number): [string, string] {
  const rounded: [string, string] = [fileSize(size), fileSize(limit)];
  const exact = (bytes: number): string => `${figure(bytes)}\u00a0${t().common.units.byte}`;
  return rounded[0] === rounded[1] ? [exact(size), exact(limit)] : rounded;
}

/** « 0:42 », « 12:05 », « 1:02:05 »: a length in milliseconds. */
export function duration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A count for a badge: above 99, « 99+ ». */
export const badge = (count: number): string => (count > 99 ? '99+' : String(count));
