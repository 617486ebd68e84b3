import { failure } from './errors.ts';
import { decodeKey, encodeKey, type Key, type SortKey } from './keys.ts';

/** Half-open range of sort keys: `from <= key < to`. */
export interface Span {
  from: SortKey;
  to: SortKey;
}

/** Every key: none is empty, none begins with 0xff. */
export const everything: Span = { from: '', to: '\xff' };
/** The smallest byte string above `key`. */
export const above = (key: SortKey): SortKey => `${key}\x00`;

/** `IDBKeyRange` (IndexedDB 4.7). */
export class IdbKeyRange {
  readonly lowerOpen: boolean;
  readonly upperOpen: boolean;
  readonly #lower: SortKey | null;
  readonly #upper: SortKey | null;

  constructor(lower: SortKey | null, upper: SortKey | null, lowerOpen: boolean, upperOpen: boolean) {
    this.#lower = lower;
    this.#upper = upper;
    this.lowerOpen = lowerOpen;
    this.upperOpen = upperOpen;
  }

  get lower(): Key | undefined {
    return this.#lower === null ? undefined : decodeKey(this.#lower);
  }

  get upper(): Key | undefined {
    return this.#upper === null ? undefined : decodeKey(this.#upper);
  }

  static only(value: unknown): IdbKeyRange {
    const key = encodeKey(value);
    return new IdbKeyRange(key, key, false, false);
  }

  static lowerBound(value: unknown, open = false): IdbKeyRange {
    return new IdbKeyRange(encodeKey(value), null, open, true);
  }

  static upperBound(value: unknown, open = false): IdbKeyRange {
    return new IdbKeyRange(null, encodeKey(value), true, open);
  }

  static bound(lower: unknown, upper: unknown, lowerOpen = false, upperOpen = false): IdbKeyRange {
    const low = encodeKey(lower);
    const high = encodeKey(upper);
    if (low > high || (low === high && (lowerOpen || upperOpen))) throw failure('DataError', 'the range is empty');
    return new IdbKeyRange(low, high, lowerOpen, upperOpen);
  }

  includes(value: unknown): boolean {
    const key = encodeKey(value);
    const { from, to } = this.span(above);
    return key >= from && key < to;
  }

  /** The range as a span; `past` gives the smallest bytes that lie behind a key and all that goes with it. */
  span(past: (key: SortKey) => SortKey): Span {
    const from = this.#lower === null ? everything.from : this.lowerOpen ? past(this.#lower) : this.#lower;
    const to = this.#upper === null ? everything.to : this.upperOpen ? this.#upper : past(this.#upper);
    return { from, to };
  }
}

/** The span of a query: a range, a key, or all keys where it is absent. */
export function spanOf(query: unknown, past: (key: SortKey) => SortKey = above): Span {
  if (query === undefined || query === null) return everything;
  return (query instanceof IdbKeyRange ? query : IdbKeyRange.only(query)).span(past);
}

/** Like `spanOf`, but throws `DataError` where the query is absent. */
export function requiredSpan(query: unknown, past: (key: SortKey) => SortKey = above): Span {
  if (query === undefined || query === null) throw failure('DataError', 'a key or range is needed');
  return spanOf(query, past);
}
