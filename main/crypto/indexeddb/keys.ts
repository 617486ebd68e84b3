import { failure } from './errors.ts';

/** A valid key (IndexedDB 2.4). */
export type Key = number | string | Date | ArrayBuffer | Key[];
/**
 * A key as bytes that sort as the specification orders keys: array > binary > string > date > number.
 * Held as a string of one character a byte, so that `<` compares as SQLite compares blobs.
 */
export type SortKey = string;

const tags = { number: '\x10', date: '\x20', string: '\x30', binary: '\x40', array: '\x50' };
const end = '\x00';
/** Deeper arrays are refused: nobody makes them but an attacker. */
const maxDepth = 64;

const scratch = new DataView(new ArrayBuffer(8));

function encodeNumber(value: number): string {
  scratch.setFloat64(0, value === 0 ? 0 : value);
  const high = scratch.getUint32(0);
  const negative = high >= 0x80000000;
  scratch.setUint32(0, negative ? ~high : high ^ 0x80000000);
  if (negative) scratch.setUint32(4, ~scratch.getUint32(4));
  return Buffer.from(scratch.buffer).toString('latin1');
}

function decodeNumber(bytes: string): number {
  if (bytes.length !== 8) throw failure('UnknownError', 'a stored key is damaged');
  Buffer.from(bytes, 'latin1').copy(new Uint8Array(scratch.buffer));
  const high = scratch.getUint32(0);
  const negative = high < 0x80000000;
  scratch.setUint32(0, negative ? ~high : high ^ 0x80000000);
  if (negative) scratch.setUint32(4, ~scratch.getUint32(4));
  return scratch.getFloat64(0);
}

/** Code units below 0x7f take one byte (1 to 0x7f), others three: order by code unit, never a zero byte. */
function encodeString(value: string): string {
  let out = '';
  for (let at = 0; at < value.length; at++) {
    const unit = value.charCodeAt(at);
    if (unit < 0x7f) out += String.fromCharCode(unit + 1);
    else out += String.fromCharCode(0x80 | (unit >> 12), 0x40 | ((unit >> 6) & 0x3f), 0x40 | (unit & 0x3f));
  }
  return out + end;
}

function decodeString(key: SortKey, from: number): [string, number] {
  let out = '';
  let at = from;
  while (at < key.length && key[at] !== end) {
    const lead = key.charCodeAt(at);
    if (lead < 0x80) out += String.fromCharCode(lead - 1);
    else out += String.fromCharCode(((lead & 0x0f) << 12) | ((key.charCodeAt(at + 1) & 0x3f) << 6) | (key.charCodeAt(at + 2) & 0x3f));
    at += lead < 0x80 ? 1 : 3;
  }
  return [out, at + 1];
}

/** Bytes 0 and 1 are written as 1 1 and 1 2, so that 0 can end the key. */
const encodeBinary = (bytes: string): string => bytes.replaceAll('\x01', '\x01\x02').replaceAll('\x00', '\x01\x01') + end;

function decodeBinary(key: SortKey, from: number): [ArrayBuffer, number] {
  const stop = key.indexOf(end, from);
  const bytes = key.slice(from, stop).replaceAll('\x01\x01', '\x00').replaceAll('\x01\x02', '\x01');
  return [new Uint8Array(Buffer.from(bytes, 'latin1')).buffer, stop + 1];
}

function bytesOf(value: ArrayBuffer | ArrayBufferView): string {
  if (value instanceof ArrayBuffer) return Buffer.from(value).toString('latin1');
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1');
}

function tryEncode(value: unknown, depth: number): SortKey | null {
  if (typeof value === 'number') return Number.isNaN(value) ? null : tags.number + encodeNumber(value);
  if (typeof value === 'string') return tags.string + encodeString(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : tags.date + encodeNumber(value.getTime());
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return tags.binary + encodeBinary(bytesOf(value));
  if (!Array.isArray(value) || depth >= maxDepth) return null;
  const items = value.map((item) => tryEncode(item, depth + 1));
  return items.includes(null) ? null : tags.array + items.join('') + end;
}

/** The sort form of a key, or null where the value is not a valid key. */
export const encodeKeyOrNull = (value: unknown): SortKey | null => tryEncode(value, 0);

/** The sort form of a key. Throws `DataError` where the value is not a valid key. */
export function encodeKey(value: unknown): SortKey {
  const key = encodeKeyOrNull(value);
  if (key === null) throw failure('DataError', 'not a valid key');
  return key;
}

function decodeArray(key: SortKey, from: number): [Key[], number] {
  const items: Key[] = [];
  let at = from;
  while (at < key.length && key[at] !== end) {
    const [item, next] = decodeAt(key, at);
    items.push(item);
    at = next;
  }
  return [items, at + 1];
}

function decodeAt(key: SortKey, at: number): [Key, number] {
  const tag = key[at];
  if (tag === tags.number) return [decodeNumber(key.slice(at + 1, at + 9)), at + 9];
  if (tag === tags.date) return [new Date(decodeNumber(key.slice(at + 1, at + 9))), at + 9];
  if (tag === tags.string) return decodeString(key, at + 1);
  if (tag === tags.binary) return decodeBinary(key, at + 1);
  if (tag === tags.array) return decodeArray(key, at + 1);
  throw failure('UnknownError', 'a stored key is damaged');
}

/** The key again. Throws `UnknownError` where the bytes are damaged. */
export const decodeKey = (key: SortKey): Key => decodeAt(key, 0)[0];

/** Splits two keys written one after the other. */
export function splitKeys(pair: SortKey): [SortKey, SortKey] {
  const [, next] = decodeAt(pair, 0);
  return [pair.slice(0, next), pair.slice(next)];
}
