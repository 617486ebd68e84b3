import type { Span } from './key-range.ts';
import { above } from './key-range.ts';
import type { SortKey } from './keys.ts';
import type { MapInfo } from './schema.ts';
import type { Direction, Entry, StoredMaps } from './stored-map.ts';

/**
 * One ordered map as a transaction sees it: what is committed, with the changes of the transaction
 * over it. The changes reach SQLite together at the commit, so no SQL transaction stays open while
 * other code of this thread writes to the same file, and a rollback is to forget them.
 */
export class DraftMap {
  readonly info: MapInfo;
  readonly #stored: StoredMaps;
  /** Null: removed. */
  readonly #changes = new Map<SortKey, Uint8Array | null>();
  #cleared = false;
  #size: number;
  /** Keys of the changes in order; stale while `#unsorted`. */
  #keys: SortKey[] = [];
  #unsorted = false;

  constructor(info: MapInfo, stored: StoredMaps) {
    this.info = info;
    this.#stored = stored;
    this.#size = info.size;
  }

  get size(): number {
    return this.#size;
  }

  get(key: SortKey): Uint8Array | undefined {
    const change = this.#changes.get(key);
    if (change !== undefined) return change ?? undefined;
    return this.#cleared ? undefined : this.#stored.get(this.info.id, key);
  }

  has(key: SortKey): boolean {
    const change = this.#changes.get(key);
    if (change !== undefined) return change !== null;
    return !this.#cleared && this.#stored.has(this.info.id, key);
  }

  put(key: SortKey, value: Uint8Array): void {
    if (!this.has(key)) this.#size++;
    this.#change(key, value);
  }

  remove(key: SortKey): void {
    if (!this.has(key)) return;
    this.#size--;
    this.#change(key, null);
  }

  clear(): void {
    this.#changes.clear();
    this.#keys = [];
    this.#unsorted = false;
    this.#cleared = true;
    this.#size = 0;
  }

  /** The first `limit` entries of the span, from its end where `direction` is `prev`. */
  list(span: Span, direction: Direction, limit: number): Entry[] {
    if (this.#changes.size === 0) return this.#cleared ? [] : this.#stored.list(this.info.id, span, direction, limit);
    const entries: Entry[] = [];
    let rest = span;
    while (entries.length < limit) {
      const entry = this.#first(rest, direction);
      if (!entry) break;
      entries.push(entry);
      rest = beyond(rest, entry.key, direction);
    }
    return entries;
  }

  count(span: Span): number {
    let count = this.#cleared ? 0 : this.#stored.count(this.info.id, span);
    for (const [key, value] of this.#changes) {
      if (key < span.from || key >= span.to) continue;
      const committed = !this.#cleared && this.#stored.has(this.info.id, key);
      count += (value === null ? 0 : 1) - (committed ? 1 : 0);
    }
    return count;
  }

  /** Writes the changes. Called inside a SQL transaction. */
  write(): void {
    const { id } = this.info;
    if (this.#cleared) this.#stored.clear(id);
    for (const [key, value] of this.#changes) {
      if (value === null) this.#stored.remove(id, key);
      else this.#stored.put(id, key, value);
    }
    if (this.#size !== this.info.size) this.#stored.resize(id, this.#size);
  }

  /** After the SQL transaction is committed. */
  settle(): void {
    this.info.size = this.#size;
  }

  #change(key: SortKey, value: Uint8Array | null): void {
    if (!this.#changes.has(key)) {
      if (this.#keys.length > 0 && key < (this.#keys.at(-1) ?? '')) this.#unsorted = true;
      this.#keys.push(key);
    }
    this.#changes.set(key, value);
  }

  #first(span: Span, direction: Direction): Entry | undefined {
    const stored = this.#firstStored(span, direction);
    const drafted = this.#firstDrafted(span, direction);
    if (!stored || !drafted) return stored ?? drafted;
    return stored.key < drafted.key === (direction === 'next') ? stored : drafted;
  }

  #firstStored(span: Span, direction: Direction): Entry | undefined {
    if (this.#cleared) return undefined;
    let rest = span;
    for (;;) {
      const entry = this.#stored.list(this.info.id, rest, direction, 1)[0];
      if (!entry || !this.#changes.has(entry.key)) return entry;
      rest = beyond(rest, entry.key, direction);
    }
  }

  #firstDrafted(span: Span, direction: Direction): Entry | undefined {
    const keys = this.#sortedKeys();
    const step = direction === 'next' ? 1 : -1;
    let at = direction === 'next' ? position(keys, span.from) : position(keys, span.to) - 1;
    for (; at >= 0 && at < keys.length; at += step) {
      const key = keys[at] ?? '';
      if (key < span.from || key >= span.to) return undefined;
      const value = this.#changes.get(key);
      if (value) return { key, value };
    }
    return undefined;
  }

  #sortedKeys(): SortKey[] {
    if (this.#unsorted) this.#keys.sort((a, b) => (a < b ? -1 : 1));
    this.#unsorted = false;
    return this.#keys;
  }
}

/** What is left of a span after `key` was visited. */
function beyond(span: Span, key: SortKey, direction: Direction): Span {
  return direction === 'next' ? { from: above(key), to: span.to } : { from: span.from, to: key };
}

/** Index of the first key that is not below `key`. */
function position(keys: SortKey[], key: SortKey): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
