import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../open/open-database.ts';
import { base } from './0001-base.ts';

it('step 1 makes the tables of a new precious file', () => {
  const db = openDatabase(join(mkdtempSync(join(tmpdir(), 'base-')), 'p.db'), new Uint8Array(32), [base]);
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name").pluck().all();
  expect(tables).toEqual(['attachment', 'barrier', 'draft', 'queue', 'session']);
  expect(db.prepare('SELECT count FROM barrier').pluck().get()).toBe(0);
  db.close();
});
