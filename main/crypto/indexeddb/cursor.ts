import { failure } from './errors.ts';
import { above, type Span } from './key-range.ts';
import { decodeKey, encodeKey, type Key, type SortKey } from './keys.ts';
import type { IdbObjectStore } from './object-store.ts';
import type { IdbRequest } from './request.ts';
import type { Direction } from './stored-map.ts';
import { fromBytes } from './values.ts';

/** Where a cursor stands. `position` orders it among the entries that it walks. */
export interface Position {
  position: SortKey;
  key: SortKey;
  primaryKey: SortKey;
  bytes: Uint8Array;
}

interface Walk {
  store: IdbObjectStore;
  source: unknown;
  request: IdbRequest;
  direction: Direction;
  span: Span;
}

/**
 * `IDBCursor` (IndexedDB 4.8). Each step reads one record, beyond the last by its key: nothing is
 * held between the steps, and changes made meanwhile are seen.
 */
export class IdbCursor {
  readonly request: IdbRequest;
  readonly source: unknown;
  readonly direction: Direction;
  readonly #store: IdbObjectStore;
  readonly #next: (span: Span) => Position | undefined;
  #rest: Span;
  #at: Position | null = null;

  constructor(walk: Walk, next: (span: Span) => Position | undefined) {
    this.request = walk.request;
    this.source = walk.source;
    this.direction = walk.direction;
    this.#store = walk.store;
    this.#rest = walk.span;
    this.#next = next;
  }

  get key(): Key {
    return decodeKey(this.here.key);
  }

  get primaryKey(): Key {
    return decodeKey(this.here.primaryKey);
  }

  /** Goes to the next record, or to the first at or beyond `key`. */
  continue(key?: unknown): void {
    const target = key === undefined ? null : encodeKey(key);
    if (target !== null && !this.#isAhead(target)) throw failure('DataError', 'the cursor is past this key');
    this.#again(() => {
      if (target !== null) this.#skipTo(target);
      return this.step();
    });
  }

  advance(count: number): void {
    if (!Number.isInteger(count) || count < 1) throw new TypeError('advance takes a positive whole number');
    this.#again(() => {
      for (let skipped = 1; skipped < count; skipped++) if (!this.step()) return null;
      return this.step();
    });
  }

  update(value: unknown): IdbRequest {
    return this.#store.put(value, this.primaryKey);
  }

  delete(): IdbRequest {
    return this.#store.delete(this.primaryKey);
  }

  /** Moves on. Null at the end. */
  step(): this | null {
    const found = this.#next(this.#rest);
    this.#at = found ?? null;
    if (!found) return null;
    const { from, to } = this.#rest;
    this.#rest = this.direction === 'next' ? { from: above(found.position), to } : { from, to: found.position };
    return this;
  }

  protected get here(): Position {
    if (!this.#at) throw failure('InvalidStateError', 'the cursor is at no record');
    return this.#at;
  }

  #isAhead(target: SortKey): boolean {
    return this.direction === 'next' ? target > this.here.key : target < this.here.key;
  }

  #skipTo(target: SortKey): void {
    const { from, to } = this.#rest;
    if (this.direction === 'next') this.#rest = { from: target > from ? target : from, to };
    else this.#rest = { from, to: `${target}\xff` < to ? `${target}\xff` : to };
  }

  #again(run: () => this | null): void {
    if (this.request.readyState === 'pending') throw failure('InvalidStateError', 'the cursor is moving');
    if (!this.#at) throw failure('InvalidStateError', 'the cursor is past its end');
    this.#store.transaction.assertActive();
    this.request.reopen();
    this.#store.transaction.request(this.request, run);
  }
}

/** `IDBCursorWithValue`. */
export class IdbCursorWithValue extends IdbCursor {
  get value(): unknown {
    return fromBytes(this.here.bytes);
  }
}
