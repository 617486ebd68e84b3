import { IdbCursorWithValue, type Position } from './cursor.ts';
import { above, requiredSpan, spanOf, type Span } from './key-range.ts';
import { decodeKey, splitKeys, type SortKey } from './keys.ts';
import { limitOf, type IdbObjectStore } from './object-store.ts';
import { IdbRequest } from './request.ts';
import type { IndexInfo } from './schema.ts';
import type { Direction } from './stored-map.ts';
import { fromBytes } from './values.ts';

/** Entries of an index key are the keys that begin with it. */
const pastEntries = (key: SortKey): SortKey => `${key}\xff`;

/** `IDBIndex` (IndexedDB 4.6). */
export class IdbIndex {
  readonly objectStore: IdbObjectStore;
  readonly #info: IndexInfo;

  constructor(objectStore: IdbObjectStore, info: IndexInfo) {
    this.objectStore = objectStore;
    this.#info = info;
  }

  get name(): string {
    return this.#info.name;
  }

  get keyPath(): string | string[] {
    return this.#info.keyPath;
  }

  get unique(): boolean {
    return this.#info.unique;
  }

  get multiEntry(): boolean {
    return this.#info.multiEntry;
  }

  get(query: unknown): IdbRequest {
    const span = requiredSpan(query, pastEntries);
    return this.#read(() => this.#positions(span, 'next', 1).map((at) => fromBytes(at.bytes))[0]);
  }

  getKey(query: unknown): IdbRequest {
    const span = requiredSpan(query, pastEntries);
    return this.#read(() => this.#positions(span, 'next', 1).map((at) => decodeKey(at.primaryKey))[0]);
  }

  getAll(query?: unknown, count?: number): IdbRequest {
    const span = spanOf(query, pastEntries);
    return this.#read(() => this.#positions(span, 'next', limitOf(count)).map((at) => fromBytes(at.bytes)));
  }

  getAllKeys(query?: unknown, count?: number): IdbRequest {
    const span = spanOf(query, pastEntries);
    return this.#read(() => this.#positions(span, 'next', limitOf(count)).map((at) => decodeKey(at.primaryKey)));
  }

  /** Without a query nothing is read. */
  count(query?: unknown): IdbRequest {
    const span = spanOf(query, pastEntries);
    return this.#read(() => (query === undefined || query === null ? this.#map.size : this.#map.count(span)));
  }

  openCursor(query?: unknown, direction: Direction = 'next'): IdbRequest {
    const store = this.objectStore;
    const request = new IdbRequest(this, store.transaction);
    const span = spanOf(query, pastEntries);
    const cursor = new IdbCursorWithValue({ store, source: this, request, direction, span }, (rest) => this.#nextIn(rest, direction));
    return store.transaction.request(request, () => cursor.step());
  }

  get #map() {
    return this.objectStore.records.indexMap(this.#info);
  }

  #positions(span: Span, direction: Direction, limit: number): Position[] {
    const entries = this.#map.list(span, direction, limit);
    return entries.flatMap((entry) => this.#positionOf(entry.key) ?? []);
  }

  /** The first entry whose record is there. */
  #nextIn(span: Span, direction: Direction): Position | undefined {
    for (const entry of this.#map.list(span, direction, 1)) {
      const rest = direction === 'next' ? { from: above(entry.key), to: span.to } : { from: span.from, to: entry.key };
      return this.#positionOf(entry.key) ?? this.#nextIn(rest, direction);
    }
    return undefined;
  }

  #positionOf(position: string): Position | undefined {
    const [key, primaryKey] = splitKeys(position);
    const bytes = this.objectStore.records.map.get(primaryKey);
    return bytes && { position, key, primaryKey, bytes };
  }

  #read(run: () => unknown): IdbRequest {
    return this.objectStore.transaction.request(new IdbRequest(this, this.objectStore.transaction), run);
  }
}
