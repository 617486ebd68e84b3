import type { Json, JsonObject } from '../records/index.ts';

/** Readers of content that other people wrote: the value where it has the right type, else null. */
export const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

export const object = (value: Json | undefined): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;

export const whole = (value: Json | undefined): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;

export const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/** At most `limit` UTF-16 units, without half a character at the end. */
export function cut(value: string, limit: number): string {
  if (value.length <= limit) return value;
  const end = /[\uD800-\uDBFF]/.test(value.charAt(limit - 1)) ? limit - 1 : limit;
  return value.slice(0, end);
}
