import { expect, it } from 'vitest';
import { openDatabase } from '../../open/open-database.ts';
import { freshPath } from '../answers.test-data.ts';
import { base } from './0001-base.ts';
import { distrusted } from './0002-distrusted.ts';
import { untoldReads } from './0003-untold-reads.ts';
import { forward } from './0004-forward.ts';
import { search } from './0005-search.ts';

it('step 5 notes the messages that are kept, those that come or change, and forgets those that go', () => {
  const path = freshPath();
  const earlier = [base, distrusted, untoldReads, forward];
  const before = openDatabase(path, new Uint8Array(32), earlier);
  before.exec("INSERT INTO room VALUES (1, '!r', 'join', '{}', '{}')");
  const insert = `INSERT INTO event (id, room, event_id, chunk, idx, shown, type, state_key, sender, sent_at, content, status, clear)
    VALUES (?, 1, ?, 0, ?, 1, ?, ?, '@a', 1, '{}', ?, ?)`;
  const put = (db: typeof before, id: number, type: string, stateKey: string | null, status: string, clear: string | null): void =>
    void db.prepare(insert).run(id, `$${id}`, id, type, stateKey, status, clear);
  put(before, 1, 'm.room.message', null, 'none', null);
  put(before, 2, 'm.room.encrypted', null, 'ok', '{}');
  put(before, 3, 'm.room.encrypted', null, 'pending', null);
  put(before, 4, 'm.room.topic', '', 'none', null);
  before.close();
  const db = openDatabase(path, new Uint8Array(32), [...earlier, search]);
  const todo = (): unknown[] => db.prepare('SELECT event FROM search_todo ORDER BY event').pluck().all();
  expect(todo()).toEqual([1, 2]);
  put(db, 5, 'm.room.message', null, 'none', null);
  db.exec("UPDATE event SET status = 'ok', clear = '{}' WHERE id = 3");
  db.exec("UPDATE event SET content = content, clear = clear, sender = '@b' WHERE id = 4");
  expect(todo()).toEqual([1, 2, 3, 5]);
  db.exec("INSERT INTO search (rowid, body, facet) VALUES (1024, 'mot', 'room1'); INSERT INTO search_entry VALUES (1, 1024)");
  db.exec('DELETE FROM room');
  expect(todo()).toEqual([]);
  expect(db.prepare("SELECT count(*) FROM search WHERE search MATCH 'mot'").pluck().get()).toBe(0);
  db.close();
});
