import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../open/open-database.ts';
import { base } from './0001-base.ts';
import { indexedDb } from './0002-indexed-db.ts';

it('step 2 adds the tables of the crypto store and leaves the others', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'idb-')), 'p.db');
  const before = openDatabase(path, new Uint8Array(32), [base]);
  before.prepare("INSERT INTO draft VALUES ('!a:b', 'text')").run();
  before.close();
  const db = openDatabase(path, new Uint8Array(32), [base, indexedDb]);
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'idb%' ORDER BY name").pluck().all();
  expect(tables).toEqual(['idb_database', 'idb_map', 'idb_record']);
  expect(db.prepare('SELECT text FROM draft').pluck().all()).toEqual(['text']);
  db.close();
});
