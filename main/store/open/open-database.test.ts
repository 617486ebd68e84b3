import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../preload/contract/index.ts';
import type { Migration } from './migrations.ts';
import { openDatabase } from './open-database.ts';

const key = new Uint8Array(32).fill(5);
const base: Migration = { number: 1, name: 'base', sql: 'CREATE TABLE note (text TEXT)' };
const open = (path: string) => openDatabase(path, key, [base], { keyVerified: true });
const fresh = (): string => join(mkdtempSync(join(tmpdir(), 'open-')), 'file.db');

/** What opening says: nothing, or code and whether another try may do. */
function failure(path: string): [string, boolean] | null {
  try {
    open(path).close();
    return null;
  } catch (error) {
    if (error instanceof CodedError) return [error.code, error.retryable];
    throw error;
  }
}

/** Runs as an agent without rights where the suite runs as root, for whom no file is read-only. */
function asAgent<Result>(work: () => Result): Result {
  const root = process.getuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    return work();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

describe('a file that is only out of reach', () => {
  it('because another program holds it is unavailable until that one lets go', () => {
    const path = fresh();
    const other = open(path);
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec("INSERT INTO note VALUES ('gardé')");
    expect(failure(path)).toEqual(['store.unavailable', true]);
    other.close();
    const db = open(path);
    expect(db.prepare('SELECT text FROM note').pluck().all()).toEqual(['gardé']);
    db.close();
  });

  it('because something else stands in its place is unavailable', () => {
    const path = fresh();
    mkdirSync(path);
    expect(failure(path)).toEqual(['store.unavailable', true]);
    rmSync(path, { recursive: true });
    expect(failure(path)).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('because it may not be written is unavailable, in a folder that is closed too', () => {
    const path = fresh();
    open(path).close();
    chmodSync(dirname(path), 0o755);
    chmodSync(path, 0o444);
    expect(asAgent(() => failure(path))).toEqual(['store.unavailable', true]);
    rmSync(path);
    chmodSync(dirname(path), 0o555);
    expect(asAgent(() => failure(path))).toEqual(['store.unavailable', true]);
    chmodSync(dirname(path), 0o755);
    expect(failure(path)).toBeNull();
  });
});
