import Database from 'better-sqlite3';
import { CodedError } from '../../../preload/contract/index.ts';

const damaged = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_FORMAT']);
const full = new Set(['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE']);
/** The machine's fault rather than the file's: another attempt may succeed. */
const unreachable = new Set(['SQLITE_IOERR', 'SQLITE_CANTOPEN', 'SQLITE_READONLY', 'SQLITE_BUSY', 'SQLITE_PERM', 'SQLITE_LOCKED']);

/** `SQLITE_IOERR_READ` to `SQLITE_IOERR`: the driver reports extended result codes. */
const primary = (code: string): string => code.split('_').slice(0, 2).join('_');

/** Whether the content of the file is wrong (not merely out of reach): only then may a disposable file be rebuilt. */
export const isDamage = (error: unknown): boolean => error instanceof CodedError && error.code === 'store.damaged';

/**
 * Gives an error of the driver its code: `store.disk-full`, `store.damaged`, `store.unavailable` (the
 * file is held by another program, read-only or out of reach). Anything else is a fault of ours and comes back as it is.
 */
export function toStoreError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const message = `SQLite: ${error.code}`;
  if (full.has(error.code)) return new CodedError('store.disk-full', message, { retryable: true, cause: error });
  if (damaged.has(primary(error.code))) return new CodedError('store.damaged', message, { cause: error });
  if (unreachable.has(primary(error.code))) return new CodedError('store.unavailable', message, { retryable: true, cause: error });
  return error;
}

/** The same function, whose driver errors carry codes. Every method that leaves this room goes through it. */
export const coded =
  <Args extends unknown[], Result>(work: (...args: Args) => Result): ((...args: Args) => Result) =>
  (...args) => {
    try {
      return work(...args);
    } catch (error) {
      throw toStoreError(error);
    }
  };
