import { NameList } from './name-list.ts';
import { failure } from './errors.ts';
import { IdbCursorWithValue } from './cursor.ts';
import { IdbIndex } from './store-index.ts';
import { IdbKeyRange, requiredSpan, spanOf } from './key-range.ts';
import { decodeKey, encodeKey, type SortKey } from './keys.ts';
import { IdbRequest } from './request.ts';
import type { IndexInfo, StoreInfo } from './schema.ts';
import { StoreRecords } from './store-records.ts';
import type { Direction } from './stored-map.ts';
import type { IdbTransaction } from './transaction.ts';
import { fromBytes, toBytes } from './values.ts';

/** `getAll` takes 0 and absence as no limit. */
export const limitOf = (count: number | undefined): number => (count ? count : Number.MAX_SAFE_INTEGER);

/** `IDBObjectStore` (IndexedDB 4.5), of out-of-line keys: the caller gives the key of each value. */
export class IdbObjectStore {
  readonly transaction: IdbTransaction;
  readonly keyPath = null;
  readonly autoIncrement = false;
  readonly records: StoreRecords;

  constructor(transaction: IdbTransaction, info: StoreInfo) {
    this.transaction = transaction;
    this.records = new StoreRecords(transaction, info);
  }

  get name(): string {
    return this.records.info.name;
  }

  get indexNames(): NameList {
    return NameList.sorted(this.records.info.indexes.keys());
  }

  put(value: unknown, key: unknown): IdbRequest {
    return this.#store(value, key, false);
  }

  /** Like `put`, but fails with `ConstraintError` where the key is taken. */
  add(value: unknown, key: unknown): IdbRequest {
    return this.#store(value, key, true);
  }

  get(query: unknown): IdbRequest {
    if (!(query instanceof IdbKeyRange)) return this.#getOne(encodeKey(query));
    const span = requiredSpan(query);
    return this.#read(() => this.records.map.list(span, 'next', 1).map((entry) => fromBytes(entry.value))[0]);
  }

  getKey(query: unknown): IdbRequest {
    const span = requiredSpan(query);
    return this.#read(() => this.records.map.list(span, 'next', 1).map((entry) => decodeKey(entry.key))[0]);
  }

  getAll(query?: unknown, count?: number): IdbRequest {
    const span = spanOf(query);
    return this.#read(() => this.records.map.list(span, 'next', limitOf(count)).map((entry) => fromBytes(entry.value)));
  }

  getAllKeys(query?: unknown, count?: number): IdbRequest {
    const span = spanOf(query);
    return this.#read(() => this.records.map.list(span, 'next', limitOf(count)).map((entry) => decodeKey(entry.key)));
  }

  /** Without a query nothing is read. */
  count(query?: unknown): IdbRequest {
    const span = spanOf(query);
    return this.#read(() => (query === undefined || query === null ? this.records.map.size : this.records.map.count(span)));
  }

  delete(query: unknown): IdbRequest {
    const span = requiredSpan(query);
    return this.#write(() => {
      for (const entry of this.records.each(span)) this.records.remove(entry);
    });
  }

  clear(): IdbRequest {
    return this.#write(() => this.records.clear());
  }

  openCursor(query?: unknown, direction: Direction = 'next'): IdbRequest {
    const request = new IdbRequest(this, this.transaction);
    const cursor = new IdbCursorWithValue({ store: this, source: this, request, direction, span: spanOf(query) }, (span) => {
      const entry = this.records.map.list(span, direction, 1)[0];
      return entry && { position: entry.key, key: entry.key, primaryKey: entry.key, bytes: entry.value };
    });
    return this.transaction.request(request, () => cursor.step());
  }

  index(name: string): IdbIndex {
    const info = this.records.info.indexes.get(name);
    if (!info) throw failure('NotFoundError', `no index ${name}`);
    return new IdbIndex(this, info);
  }

  /** In an upgrade only (IndexedDB 4.5). Lists what is stored already; where that breaks `unique` the upgrade is aborted. */
  createIndex(name: string, keyPath: string | string[], options: { unique?: boolean; multiEntry?: boolean } = {}): IdbIndex {
    this.#assertUpgrade();
    if (this.records.info.indexes.has(name)) throw failure('ConstraintError', `index ${name} exists`);
    const multiEntry = options.multiEntry === true;
    if (multiEntry && Array.isArray(keyPath)) throw failure('InvalidAccessError', 'a multi-entry index has one key path');
    const path = typeof keyPath === 'string' ? keyPath : [...keyPath];
    const info: IndexInfo = { ...this.transaction.db.file.newMap(), name, keyPath: path, unique: options.unique === true, multiEntry };
    this.#write(() => this.records.fill(info));
    this.records.info.indexes.set(name, info);
    return new IdbIndex(this, info);
  }

  deleteIndex(name: string): void {
    this.#assertUpgrade();
    if (!this.records.info.indexes.delete(name)) throw failure('NotFoundError', `no index ${name}`);
  }

  /** What most reads are: one record by its key. */
  #getOne(key: SortKey): IdbRequest {
    return this.#read(() => {
      const bytes = this.records.map.get(key);
      return bytes && fromBytes(bytes);
    });
  }

  #store(value: unknown, key: unknown, onlyNew: boolean): IdbRequest {
    this.transaction.assertWritable();
    const sortKey = encodeKey(key);
    const bytes = toBytes(value);
    return this.#write(() => {
      if (onlyNew && this.records.map.has(sortKey)) throw failure('ConstraintError', 'the key is taken');
      this.records.put(sortKey, bytes);
      return decodeKey(sortKey);
    });
  }

  #assertUpgrade(): void {
    if (this.transaction.mode !== 'versionchange') throw failure('InvalidStateError', 'only in an upgrade');
    this.transaction.assertActive();
  }

  #read(run: () => unknown): IdbRequest {
    return this.transaction.request(new IdbRequest(this, this.transaction), run);
  }

  #write(run: () => unknown): IdbRequest {
    this.transaction.assertWritable();
    return this.#read(run);
  }
}
