import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isDamage } from '../open/errors.ts';
import { openDatabase } from '../open/open-database.ts';
import type { SqlDatabase } from '../precious/types.ts';
import { cacheMigrations } from './migrations/index.ts';

const marker = (path: string): string => `${path}.rebuild`;

/** Has the file set aside at its next opening. */
export const markForRebuild = (path: string): void => writeFileSync(marker(path), '');

/** Moves the file away, over the one that was set aside before: one is enough to look at, and it is encrypted. */
function setAside(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(`${path}.damaged${suffix}`, { force: true });
    if (existsSync(path + suffix)) renameSync(path + suffix, `${path}.damaged${suffix}`);
  }
  rmSync(marker(path), { force: true });
}

const open = (path: string, key: Uint8Array): SqlDatabase =>
  openDatabase(path, key, cacheMigrations, { keyVerified: true, cacheKib: 32_768 });

/**
 * Opens the disposable file. A damaged one is set aside and a new one made: the next sync brings all
 * of it again. Throws `store.future`, `store.disk-full`, and `store.unavailable` where the file is out of reach.
 */
export function openDisposableFile(path: string, key: Uint8Array): { db: SqlDatabase; rebuilt: boolean } {
  try {
    if (!existsSync(marker(path))) return { db: open(path, key), rebuilt: false };
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  setAside(path);
  return { db: open(path, key), rebuilt: true };
}
