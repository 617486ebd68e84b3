/**
 * Whether two plain values (JSON, as the contract carries it) are the same. Keys that hold
 * `undefined` count as absent. Byte arrays and class instances are equal only when identical.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && sameArray(a, b);
  return isPlain(a) && isPlain(b) && sameObject(a, b);
}

type Plain = { [key: string]: unknown };

function isPlain(value: object): value is Plain {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function sameArray(a: unknown[], b: unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
}

function sameObject(a: Plain, b: Plain): boolean {
  const keys = Object.keys(a);
  const more = Object.keys(b).some((key) => b[key] !== undefined && a[key] === undefined);
  return !more && keys.every((key) => sameValue(a[key], b[key]));
}
