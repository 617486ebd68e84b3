import * as v from 'valibot';

/**
 * Messages as bytes, for carriers that have no structured clone: the length of a JSON text (four
 * bytes, big end first), the text, then what its byte arrays hold. Their places in the value are
 * listed beside it, so that no value of the page can pass for one.
 */
const head = v.object({ value: v.unknown(), bytes: v.array(v.object({ path: v.array(v.string()), length: v.number() })) });
type Place = { path: string[]; bytes: Uint8Array };

export function encodeMessage(message: unknown): Uint8Array<ArrayBuffer> {
  const places: Place[] = [];
  const value = holdsBytes(message) ? strip(message, [], places) : message;
  const text = new TextEncoder().encode(
    JSON.stringify({ value, bytes: places.map(({ path, bytes }) => ({ path, length: bytes.byteLength })) }),
  );
  const tail = places.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  const frame = new Uint8Array(4 + text.byteLength + tail);
  new DataView(frame.buffer).setUint32(0, text.byteLength);
  frame.set(text, 4);
  let at = 4 + text.byteLength;
  for (const { bytes } of places) {
    frame.set(bytes, at);
    at += bytes.byteLength;
  }
  return frame;
}

/** Throws where the bytes are not a message. */
export function decodeMessage(frame: Uint8Array): unknown {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  let at = 4 + view.getUint32(0);
  const parsed = v.parse(head, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(frame.subarray(4, at))));
  const root = { value: parsed.value };
  for (const { path, length } of parsed.bytes) {
    if (at + length > frame.byteLength) throw new RangeError('the message is cut');
    place(root, ['value', ...path], frame.slice(at, at + length));
    at += length;
  }
  return root.value;
}

/** Whether there is anything to strip: most messages hold no bytes, and a list of rooms is long. */
function holdsBytes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof Uint8Array || Object.values(value).some(holdsBytes);
}

function strip(value: unknown, path: string[], places: Place[]): unknown {
  if (value instanceof Uint8Array) {
    places.push({ path, bytes: value });
    return null;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((member, index) => strip(member, [...path, String(index)], places));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, strip(member, [...path, key], places)]));
}

function place(root: object, path: string[], bytes: Uint8Array): void {
  let holder: object = root;
  for (const key of path.slice(0, -1))
    holder = v.parse(
      v.custom<object>((x) => typeof x === 'object' && x !== null),
      member(holder, key),
    );
  const last = path[path.length - 1] ?? '';
  member(holder, last);
  Object.defineProperty(holder, last, { value: bytes, enumerable: true, writable: true, configurable: true });
}

function member(holder: object, key: string): unknown {
  const found = Object.getOwnPropertyDescriptor(holder, key);
  if (!found) throw new RangeError('a byte array has no place in the message');
  return found.value;
}
