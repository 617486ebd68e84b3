import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPreciousStore, type PreciousStore } from '../../main/store/index.ts';
import { IdbFactory } from '../../main/crypto/indexeddb/factory.ts';

export const testKey = new Uint8Array(32).fill(7);
export const freshPath = (): string => join(mkdtempSync(join(tmpdir(), 'indexeddb-')), 'precious.db');

/** Our factory over a real precious file, typed as a browser's so that the same story runs over both. */
export function ourFactory(path = freshPath()): { factory: IDBFactory; store: PreciousStore; path: string; close: () => Promise<void> } {
  const store = openPreciousStore(path, testKey);
  const factory = new IdbFactory();
  factory.mount('test', store.sql);
  const close = async (): Promise<void> => {
    await factory.unmount('test');
    store.close();
  };
  return { factory: factory as unknown as IDBFactory, store, path, close };
}

export const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no error'));
  });

export const finished = (transaction: IDBTransaction): Promise<'complete' | 'abort'> =>
  new Promise((resolve) => {
    transaction.oncomplete = () => resolve('complete');
    transaction.onabort = () => resolve('abort');
  });

export function openDb(
  factory: IDBFactory,
  version?: number,
  upgrade?: (db: IDBDatabase, transaction: IDBTransaction) => void,
): Promise<IDBDatabase> {
  const request = factory.open('test::db', version);
  request.onupgradeneeded = () => {
    if (request.transaction) upgrade?.(request.result, request.transaction);
  };
  return done(request);
}
