/** Deeper nesting than any message of the contract has; also what a cycle runs into. */
const maxDepth = 64;

/** Whether a message may pass: `too-large` in all or too deep, `not-data` when it holds more than JSON and byte arrays. */
export type Weight = 'ok' | 'too-large' | 'not-data';

/**
 * Weighs a structured-clone value against `maxBytes`, counting two bytes a character, eight a
 * number, and what byte arrays hold. Stops as soon as the answer is known.
 */
export function weigh(value: unknown, maxBytes: number): Weight {
  const scale = { left: maxBytes };
  return put(value, scale, 0);
}

function put(value: unknown, scale: { left: number }, depth: number): Weight {
  if (depth > maxDepth) return 'too-large';
  if (typeof value === 'string') return take(scale, value.length * 2);
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') return take(scale, 8);
  if (typeof value !== 'object') return 'not-data';
  if (value instanceof Uint8Array) return take(scale, value.byteLength);
  return putMembers(value, scale, depth);
}

function putMembers(value: object, scale: { left: number }, depth: number): Weight {
  if (!Array.isArray(value) && !isPlain(value)) return 'not-data';
  // Not `Object.entries`: it would make as many arrays as a list of rooms has fields.
  for (const key of Object.keys(value)) {
    if (take(scale, key.length * 2) !== 'ok') return 'too-large';
    const weight = put((value as { [key: string]: unknown })[key], scale, depth + 1);
    if (weight !== 'ok') return weight;
  }
  return take(scale, 8);
}

/** Also true for objects of another realm, which is what a preload hands to a page. */
function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype || Object.prototype.toString.call(value) === '[object Object]';
}

function take(scale: { left: number }, bytes: number): Weight {
  scale.left -= bytes;
  return scale.left < 0 ? 'too-large' : 'ok';
}
