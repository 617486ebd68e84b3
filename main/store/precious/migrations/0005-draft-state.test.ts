import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../open/open-database.ts';
import { preciousMigrations } from './index.ts';

it('step 5 keeps the drafts that were there', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'draft-')), 'p.db');
  const before = openDatabase(path, new Uint8Array(32), preciousMigrations.slice(0, 4));
  before.prepare("INSERT INTO draft VALUES ('!a:b', 'à finir')").run();
  before.close();
  const db = openDatabase(path, new Uint8Array(32), preciousMigrations.slice(0, 5));
  expect(db.prepare('SELECT * FROM composer_draft').all()).toEqual([{ room_id: '!a:b', thread: '', text: 'à finir', state: null }]);
  db.close();
});
