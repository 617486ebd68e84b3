import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../open/open-database.ts';
import { base } from './0001-base.ts';
import { indexedDb } from './0002-indexed-db.ts';
import { verification } from './0003-verification.ts';

it('step 3 adds the table of open verifications and leaves the others', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'verification-')), 'p.db');
  const before = openDatabase(path, new Uint8Array(32), [base, indexedDb]);
  before.prepare("INSERT INTO draft VALUES ('!a:b', 'text')").run();
  before.close();
  const db = openDatabase(path, new Uint8Array(32), [base, indexedDb, verification]);
  expect(db.prepare('SELECT count(*) FROM open_verification').pluck().get()).toBe(0);
  expect(db.prepare('SELECT text FROM draft').pluck().all()).toEqual(['text']);
  db.close();
});
