import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../open/open-database.ts';
import { preciousMigrations } from './index.ts';

it('step 8 adds the rooms whose history is expected, none at first, and leaves the rest', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'history-')), 'p.db');
  const before = openDatabase(path, new Uint8Array(32), preciousMigrations.slice(0, 7));
  before.prepare("INSERT INTO attachment (attachment_id, name, mimetype, size) VALUES ('a', 'n', 'm', 1)").run();
  before.close();
  const db = openDatabase(path, new Uint8Array(32), preciousMigrations.slice(0, 8));
  expect(db.prepare('SELECT count(*) FROM history_expected').pluck().get()).toBe(0);
  expect(db.prepare('SELECT attachment_id FROM attachment').pluck().all()).toEqual(['a']);
  db.close();
});
