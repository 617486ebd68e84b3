import type { Diff } from '../../preload/contract/index.ts';
import { diffLists } from './diff-lists.ts';
import { sameValue } from './equal.ts';
import { Observers, type DiffListener } from './observers.ts';

export interface SortedListOptions<T> {
  key: (item: T) => string;
  /** Order of two rows; rows that it holds equal are ordered by key. */
  compare: (a: T, b: T) => number;
  /** Rows it refuses are not in the list. All are kept without it. */
  keep?: (item: T) => boolean;
}

/** What can be done to a list within a transaction. */
export interface ListChange<T> {
  /** Adds the row, or replaces the one of the same key. */
  put(item: T): void;
  remove(key: string): void;
}

/**
 * An observable list that keeps itself sorted and filtered. A change of one row costs two binary
 * searches and one splice, however long the list is.
 */
export class SortedList<T> {
  readonly #key: (item: T) => string;
  readonly #order: (a: T, b: T) => number;
  readonly #keep: (item: T) => boolean;
  readonly #observers = new Observers<T>();
  readonly #byKey = new Map<string, T>();
  #items: T[] = [];

  constructor({ key, compare, keep = () => true }: SortedListOptions<T>) {
    this.#key = key;
    this.#keep = keep;
    this.#order = (a, b) => compare(a, b) || compareKeys(key(a), key(b));
  }

  get items(): readonly T[] {
    return this.#items;
  }

  get(key: string): T | undefined {
    return this.#byKey.get(key);
  }

  /** Calls `listener` with each batch of changes from now on. Returns the way to stop. */
  observe(listener: DiffListener<T>): () => void {
    return this.#observers.add(listener);
  }

  /** Makes several changes that observers hear of as one batch. */
  transaction(change: (list: ListChange<T>) => void): Diff<T>[] {
    const diffs: Diff<T>[] = [];
    change({ put: (item) => this.#put(item, diffs), remove: (key) => this.#remove(key, diffs) });
    this.#observers.tell(diffs);
    return diffs;
  }

  /** Puts `items`, in any order, in place of all rows. Of rows with one key the last stays. */
  replace(items: readonly T[]): Diff<T>[] {
    const old = this.#items;
    this.#byKey.clear();
    for (const item of items) if (this.#keep(item)) this.#byKey.set(this.#key(item), item);
    this.#items = [...this.#byKey.values()].sort(this.#order);
    const diffs = diffLists(old, this.#items, this.#key);
    this.#observers.tell(diffs);
    return diffs;
  }

  #put(item: T, diffs: Diff<T>[]): void {
    const key = this.#key(item);
    const old = this.#byKey.get(key);
    if (!this.#keep(item)) return this.#remove(key, diffs);
    if (old !== undefined && sameValue(old, item)) return;
    const from = old === undefined ? -1 : this.#indexOf(old);
    if (from >= 0) this.#items.splice(from, 1);
    const to = this.#indexOf(item);
    this.#items.splice(to, 0, item);
    this.#byKey.set(key, item);
    if (from < 0) return void diffs.push({ op: 'insert', at: to, items: [item] });
    if (from !== to) diffs.push({ op: 'move', from, to });
    diffs.push({ op: 'set', at: to, item });
  }

  #remove(key: string, diffs: Diff<T>[]): void {
    const old = this.#byKey.get(key);
    if (old === undefined) return;
    const at = this.#indexOf(old);
    this.#items.splice(at, 1);
    this.#byKey.delete(key);
    diffs.push({ op: 'remove', at, count: 1 });
  }

  /** Where `item` stands, or would stand. */
  #indexOf(item: T): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#order(this.#items[middle] as T, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** By code unit: the same on every machine and for every locale. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
