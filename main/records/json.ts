import type { EventId, RoomId, UserId } from '../../preload/contract/index.ts';
import type { Json, JsonObject } from './event.ts';

/** Bounds of what is kept of other people's JSON. An event has at most 64 KiB (spec: size limits); the margin is for what servers add. */
export const limits = {
  /** Characters of text and 8 for each value, over a whole content. */
  contentSize: 96 * 1024,
  /** The same for account data, which is the agent's own: push rules of a thousand rooms fit. */
  accountDataSize: 2 * 1024 * 1024,
  depth: 64,
  /** Bytes of one answer of a server: parsing takes several times as much memory. */
  bodySize: 256 * 1024 * 1024,
  /** Bytes of an identifier, a type, a state key. */
  identifier: 255,
  /** 9999-12-31T23:59:59.999Z: every later time breaks date formatting somewhere. */
  time: 253_402_300_799_999,
} as const;

export const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asObject = (value: unknown): { [key: string]: unknown } => (isObject(value) ? value : {});
export const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const asString = (value: unknown): string | null => (typeof value === 'string' ? value.toWellFormed() : null);
export const asCount = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;

const byteLength = (text: string): number => {
  if (text.length * 3 <= limits.identifier) return text.length;
  let bytes = 0;
  for (const character of text) bytes += utf8Bytes(character.codePointAt(0) ?? 0);
  return bytes;
};
const utf8Bytes = (point: number): number => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);

/** A name of the protocol: not empty, well formed, at most 255 bytes. */
export const isIdentifier = (value: unknown): value is string =>
  typeof value === 'string' &&
  value !== '' &&
  value.length <= limits.identifier &&
  value.isWellFormed() &&
  byteLength(value) <= limits.identifier;

export const isUserId = (value: unknown): value is UserId => isIdentifier(value) && /^@[^:\s]*:\S+$/u.test(value);
export const isRoomId = (value: unknown): value is RoomId => isIdentifier(value) && /^!\S+$/u.test(value);
export const isEventId = (value: unknown): value is EventId => isIdentifier(value) && /^\$\S+$/u.test(value);

interface Walk {
  size: number;
  most: number;
  /** A key or value that must not be kept as it is was seen. */
  unclean: boolean;
}

const unsafeKey = (key: string): boolean => key === '__proto__' || !key.isWellFormed();

function walkText(text: string, walk: Walk): void {
  walk.size += text.length;
  if (!text.isWellFormed()) walk.unclean = true;
}

function walkObject(value: object, depth: number, walk: Walk): boolean {
  for (const [key, inner] of Object.entries(value)) {
    walk.size += key.length;
    if (unsafeKey(key)) walk.unclean = true;
    if (!walkValue(inner, depth + 1, walk)) return false;
  }
  return true;
}

/** Whether the value stays within the bounds. */
function walkValue(value: unknown, depth: number, walk: Walk): boolean {
  walk.size += 8;
  if (walk.size > walk.most || depth > limits.depth) return false;
  if (typeof value === 'string') walkText(value, walk);
  else if (typeof value === 'number' && !Number.isFinite(value)) walk.unclean = true;
  else if (Array.isArray(value)) return value.every((inner) => walkValue(inner, depth + 1, walk));
  else if (typeof value === 'object' && value !== null) return walkObject(value, depth, walk);
  return walk.size <= walk.most;
}

function clean(value: Json): Json {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__');
  return Object.fromEntries(entries.map(([key, inner]) => [key.toWellFormed(), clean(inner)]));
}

/**
 * A parsed JSON object that may be kept: bounded in size and depth, without `__proto__` keys, lone
 * surrogates and infinite numbers (these are taken out). Null where it is no object or out of bounds.
 */
export function boundedObject(value: unknown, most: number = limits.contentSize): JsonObject | null {
  if (!isObject(value)) return null;
  const walk: Walk = { size: 0, most, unclean: false };
  if (!walkValue(value, 0, walk)) return null;
  const json = value as JsonObject;
  return walk.unclean ? (clean(json) as JsonObject) : json;
}
