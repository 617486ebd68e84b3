import { expect, it } from 'vitest';
import { openDatabase } from '../../open/open-database.ts';
import { freshPath } from '../answers.test-data.ts';
import { base } from './0001-base.ts';

it('step 1 makes the tables of a new cache, each event once in its room', () => {
  const db = openDatabase(freshPath(), new Uint8Array(32), [base]);
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();
  expect(tables).toEqual(['account_data', 'early_redaction', 'event', 'hole', 'member', 'meta', 'receipt', 'room', 'state']);
  db.exec("INSERT INTO room VALUES (1, '!r', 'join', '{}', '{}')");
  const insert = db.prepare(
    "INSERT INTO event (room, event_id, chunk, idx, shown, type, sender, sent_at, content, status) VALUES (1, ?, 0, ?, 1, 't', '@a', 0, '{}', 'none')",
  );
  insert.run('$a', 0);
  expect(() => insert.run('$a', 1)).toThrow(/UNIQUE/u);
  expect(() => insert.run('$b', 0)).toThrow(/UNIQUE/u);
  db.close();
});
