import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { CodedError } from '../../../preload/contract/index.ts';
import { toStoreError } from './errors.ts';
import type { Migration } from './migrations.ts';
import { migrate } from './migrations.ts';

export const keyBytes = 32;

export interface OpenOptions {
  /** The file must be there: an account whose precious file is gone is damaged, not new. */
  mustExist?: boolean;
  /**
   * The key was checked by other means (see `accounts/key.ts`), so a file that it does not open is
   * `store.damaged`. Without this the cipher cannot tell, and the error is `keychain.wrong-key`.
   */
  keyVerified?: boolean;
  /** Page cache, in KiB. Default 8192. */
  cacheKib?: number;
}

/** Gives the raw key as bytes that are wiped at once, so that it never stands in SQL text. */
function unlock(db: Database.Database, key: Uint8Array): void {
  db.pragma("cipher = 'sqlcipher'");
  db.pragma('legacy = 4');
  const raw = Buffer.from(`x'${Buffer.from(key).toString('hex')}'`, 'latin1');
  db.key(raw);
  raw.fill(0);
}

function configure(db: Database.Database, cacheKib: number): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  db.pragma('secure_delete = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  // On macOS an ordinary fsync does not reach the disk; both pragmas mean nothing elsewhere.
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma(`cache_size = ${-cacheKib}`);
  db.pragma('journal_size_limit = 8388608');
}

/** The first read of the file: here a wrong key shows. */
function readFirstPage(db: Database.Database, keyVerified: boolean): void {
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    const unreadable = error instanceof Database.SqliteError && error.code === 'SQLITE_NOTADB';
    if (unreadable && !keyVerified) throw new CodedError('keychain.wrong-key', 'the key does not open this file', { cause: error });
    throw error;
  }
}

function prepare(db: Database.Database, key: Uint8Array, migrations: readonly Migration[], options: OpenOptions): void {
  unlock(db, key);
  readFirstPage(db, options.keyVerified ?? false);
  configure(db, options.cacheKib ?? 8192);
  migrate(db, migrations);
}

/**
 * Opens an encrypted database (SQLCipher 4 layout, raw 32-byte key), makes it when it is absent, and
 * migrates it. Nothing is ever deleted here. Throws `keychain.wrong-key`, `store.future`,
 * `store.damaged`, `store.unavailable`, `store.disk-full`.
 */
export function openDatabase(
  path: string,
  key: Uint8Array,
  migrations: readonly Migration[],
  options: OpenOptions = {},
): Database.Database {
  if (key.byteLength !== keyBytes) throw new Error(`a key has ${keyBytes} bytes`);
  if (options.mustExist && !existsSync(path)) throw new CodedError('store.damaged', 'the file is gone');
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { timeout: 5000 });
    prepare(db, key, migrations, options);
    return db;
  } catch (error) {
    db?.close();
    throw toStoreError(error);
  }
}
