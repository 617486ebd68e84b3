import type { DraftMap } from './draft-map.ts';
import { failure } from './errors.ts';
import { indexKeys } from './index-entries.ts';
import { above, everything, type Span } from './key-range.ts';
import { splitKeys, type SortKey } from './keys.ts';
import type { IndexInfo, StoreInfo } from './schema.ts';
import type { Entry } from './stored-map.ts';
import type { IdbTransaction } from './transaction.ts';
import { fromBytes } from './values.ts';

const nothing = new Uint8Array(0);
const batch = 100;

/** Index entries have the index key and the primary key, one after the other, as their key. */
const entriesOf = (indexKey: SortKey): Span => ({ from: indexKey, to: `${indexKey}\xff` });

/** The records of one object store and the entries of its indexes, kept in step. */
export class StoreRecords {
  readonly info: StoreInfo;
  readonly #transaction: IdbTransaction;

  constructor(transaction: IdbTransaction, info: StoreInfo) {
    this.#transaction = transaction;
    this.info = info;
  }

  get map(): DraftMap {
    return this.#transaction.map(this.info);
  }

  indexMap(index: IndexInfo): DraftMap {
    return this.#transaction.map(index);
  }

  /** Writes a record. Throws `ConstraintError`, with nothing written, where a unique index has its key. */
  put(key: SortKey, bytes: Uint8Array): void {
    if (this.info.indexes.size > 0) this.#reindex(key, bytes);
    this.map.put(key, bytes);
  }

  remove(entry: Entry): void {
    if (this.info.indexes.size > 0) this.#unindex(entry.key, entry.value);
    this.map.remove(entry.key);
  }

  clear(): void {
    this.map.clear();
    for (const index of this.info.indexes.values()) this.indexMap(index).clear();
  }

  /** Every record of the span, read in batches. */
  *each(span: Span = everything): Generator<Entry> {
    let { from } = span;
    for (;;) {
      const entries = this.map.list({ from, to: span.to }, 'next', batch);
      yield* entries;
      const last = entries.at(-1);
      if (!last || entries.length < batch) return;
      from = above(last.key);
    }
  }

  /** Lists every record in a new index. Throws `ConstraintError`. */
  fill(index: IndexInfo): void {
    for (const { key, value } of this.each()) {
      const keys = indexKeys(index, fromBytes(value));
      this.#checkUnique(index, keys, key);
      for (const indexKey of keys) this.indexMap(index).put(indexKey + key, nothing);
    }
  }

  #reindex(key: SortKey, bytes: Uint8Array): void {
    const value = fromBytes(bytes);
    const keysByIndex = [...this.info.indexes.values()].map((index) => ({ index, keys: indexKeys(index, value) }));
    for (const { index, keys } of keysByIndex) this.#checkUnique(index, keys, key);
    const before = this.map.get(key);
    if (before) this.#unindex(key, before);
    for (const { index, keys } of keysByIndex) for (const indexKey of keys) this.indexMap(index).put(indexKey + key, nothing);
  }

  #checkUnique(index: IndexInfo, keys: SortKey[], key: SortKey): void {
    if (!index.unique) return;
    for (const indexKey of keys) {
      const taken = this.indexMap(index).list(entriesOf(indexKey), 'next', 1)[0];
      if (taken && splitKeys(taken.key)[1] !== key) throw failure('ConstraintError', `index ${index.name} is unique`);
    }
  }

  /** The entries of a damaged value cannot be named: they stay, and readers of the index skip them. */
  #unindex(key: SortKey, bytes: Uint8Array): void {
    let value: unknown;
    try {
      value = fromBytes(bytes);
    } catch {
      return;
    }
    for (const index of this.info.indexes.values()) {
      for (const indexKey of indexKeys(index, value)) this.indexMap(index).remove(indexKey + key);
    }
  }
}
