import * as v from 'valibot';
import type { VersionAdvice } from '../../../preload/contract/index.ts';

/** `1.4.0`, or the number of mobile releases: 10,000 times the first part, 100 times the second, and the third. */
const version = v.union([
  v.pipe(v.string(), v.regex(/^\d{1,5}(?:\.\d{1,5}){0,2}$/u)),
  v.pipe(
    v.number(),
    v.integer(),
    v.minValue(0),
    v.maxValue(999_999_999),
    v.transform((code) => [Math.floor(code / 10_000), Math.floor(code / 100) % 100, code % 100].join('.')),
  ),
]);
const entry = v.object({
  minVersionCode: version,
  message: v.optional(v.record(v.pipe(v.string(), v.maxLength(20)), v.pipe(v.string(), v.maxLength(1000))), {}),
  displayOnlyOnce: v.optional(v.boolean(), false),
});
const levels: readonly VersionAdvice['level'][] = ['critical', 'mandatory', 'info'];

/**
 * What `minimumClientVersion` says to version `current`: the gravest entry that asks for a later one.
 * The names are those of Tchap's clients (`criticalMinVersion`, on the wire also `critical`); an entry that
 * cannot be understood is passed over. `allowOpeningApp` is not read: no version is ever locked out.
 */
export function adviceOf(body: unknown, current: string): VersionAdvice | null {
  const all = fieldOf(body, 'minimumClientVersion');
  for (const level of levels) {
    const parsed = v.safeParse(entry, fieldOf(all, `${level}MinVersion`) ?? fieldOf(all, level));
    if (!parsed.success || !isOlder(current, parsed.output.minVersionCode)) continue;
    const { minVersionCode, message, displayOnlyOnce } = parsed.output;
    return { id: 1, level, version: minVersionCode, message, once: displayOnlyOnce };
  }
  return null;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as { [key: string]: unknown })[name] : undefined;

/** Parts are compared as numbers; what follows a hyphen (a version before the release) is left out. */
function isOlder(version: string, than: string): boolean {
  const [own, least] = [version, than].map((text) => (text.split('-')[0] ?? '').split('.').map(Number));
  for (let at = 0; at < 3; at++) {
    const difference = (own?.[at] ?? 0) - (least?.[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
