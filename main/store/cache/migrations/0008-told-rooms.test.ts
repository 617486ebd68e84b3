import { expect, it } from 'vitest';
import { openDatabase } from '../../open/open-database.ts';
import { freshPath } from '../answers.test-data.ts';
import { cacheMigrations } from './index.ts';

it('the step empties the file, so that the next sync brings everything anew', () => {
  const place = cacheMigrations.findIndex(({ name }) => name === 'told-rooms');
  const [path, key] = [freshPath(), new Uint8Array(32)];
  const before = openDatabase(path, key, cacheMigrations.slice(0, place));
  before.exec("INSERT INTO room VALUES (1, '!r', 'join', '{}', '{}'); INSERT INTO meta VALUES ('sync-token', 's1')");
  before.close();
  const db = openDatabase(path, key, cacheMigrations.slice(0, place + 1));
  for (const table of ['room', 'meta']) expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
  db.close();
});
