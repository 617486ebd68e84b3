import { encodeKeyOrNull, type SortKey } from './keys.ts';
import type { IndexInfo } from './schema.ts';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Evaluates a key path (IndexedDB 7.1); undefined where a step is missing. */
function atPath(value: unknown, path: string): unknown {
  if (path === '') return value;
  let current = value;
  for (const step of path.split('.')) {
    if (typeof current === 'string' && step === 'length') current = current.length;
    else if (isObject(current) && Object.hasOwn(current, step)) current = current[step];
    else return undefined;
  }
  return current;
}

/** The keys under which an index lists a value: none where its path leads to no valid key. */
export function indexKeys(index: IndexInfo, value: unknown): SortKey[] {
  const { keyPath } = index;
  const found = typeof keyPath === 'string' ? atPath(value, keyPath) : keyPath.map((path) => atPath(value, path));
  const items = index.multiEntry && Array.isArray(found) ? found : [found];
  const keys = items.map(encodeKeyOrNull).filter((key) => key !== null);
  return [...new Set(keys)];
}
