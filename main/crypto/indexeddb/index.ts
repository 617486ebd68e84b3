import type { SqlDatabase } from '../../store/index.ts';
import { IdbCursor, IdbCursorWithValue } from './cursor.ts';
import { IdbDatabase } from './database.ts';
import { IdbFactory } from './factory.ts';
import { IdbKeyRange } from './key-range.ts';
import { IdbObjectStore } from './object-store.ts';
import { IdbOpenRequest, IdbRequest, IdbVersionChangeEvent } from './request.ts';
import { IdbIndex } from './store-index.ts';
import { IdbTransaction } from './transaction.ts';

/** The WASM finds IndexedDB, and the classes that it checks its objects against, in the global scope. */
const globals = {
  IDBCursor: IdbCursor,
  IDBCursorWithValue: IdbCursorWithValue,
  IDBDatabase: IdbDatabase,
  IDBFactory: IdbFactory,
  IDBIndex: IdbIndex,
  IDBKeyRange: IdbKeyRange,
  IDBObjectStore: IdbObjectStore,
  IDBOpenDBRequest: IdbOpenRequest,
  IDBRequest: IdbRequest,
  IDBTransaction: IdbTransaction,
  IDBVersionChangeEvent: IdbVersionChangeEvent,
};

const factory = new IdbFactory();

function install(): void {
  const descriptors = Object.entries({ ...globals, indexedDB: factory }).map(([name, value]) => [name, { value, configurable: true }]);
  Object.defineProperties(globalThis, Object.fromEntries(descriptors) as PropertyDescriptorMap);
}

/**
 * Keeps the databases whose names begin with `<prefix>::` in the IndexedDB tables of this file, and
 * makes `globalThis.indexedDB` ours. A prefix is mounted once at a time.
 */
export function mountIndexedDb(prefix: string, sql: SqlDatabase): void {
  install();
  factory.mount(prefix, sql);
}

/** Resolves once every connection under the prefix is closed and its transactions are finished: the file may then be closed. */
export const unmountIndexedDb = (prefix: string): Promise<void> => factory.unmount(prefix);
