import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../open/open-database.ts';
import { base } from './0001-base.ts';
import { indexedDb } from './0002-indexed-db.ts';
import { verification } from './0003-verification.ts';
import { keyRestore } from './0004-key-restore.ts';

it('step 4 adds the tables of the restore and leaves the others', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'restore-')), 'p.db');
  const before = openDatabase(path, new Uint8Array(32), [base, indexedDb]);
  before.prepare("INSERT INTO draft VALUES ('!a:b', 'text')").run();
  before.close();
  const db = openDatabase(path, new Uint8Array(32), [base, indexedDb, verification, keyRestore]);
  db.prepare("INSERT INTO key_restore VALUES (1, '7', 'running', 3)").run();
  expect(() => db.prepare("INSERT INTO key_restore VALUES (2, '8', 'done', 3)").run()).toThrow(/CHECK/u);
  expect(db.prepare('SELECT count(*) FROM key_restore_room').pluck().get()).toBe(0);
  expect(db.prepare('SELECT text FROM draft').pluck().all()).toEqual(['text']);
  db.close();
});
