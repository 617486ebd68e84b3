import { expect, it } from 'vitest';
import { openDatabase } from '../../open/open-database.ts';
import { freshPath } from '../answers.test-data.ts';
import { base } from './0001-base.ts';
import { distrusted } from './0002-distrusted.ts';

it('step 2 finds, among the events that are kept, those whose trust may change', () => {
  const path = freshPath();
  const before = openDatabase(path, new Uint8Array(32), [base]);
  before.exec("INSERT INTO room VALUES (1, '!r', 'join', '{}', '{}')");
  const insert = before.prepare(
    `INSERT INTO event (room, event_id, chunk, idx, shown, type, sender, sent_at, content, status, failure, clear)
     VALUES (1, ?, 0, ?, 1, 'm.room.encrypted', '@a', ?, '{}', ?, ?, ?)`,
  );
  const shielded = (reason: string | null) => JSON.stringify({ type: 't', content: {}, shield: reason && { colour: 'red', reason } });
  insert.run('$unsigned', 0, 1, 'ok', null, shielded('unsigned-device'));
  insert.run('$trusted', 1, 2, 'ok', null, shielded(null));
  insert.run('$imported', 2, 3, 'ok', null, shielded('authenticity-not-guaranteed'));
  insert.run('$excluded', 3, 4, 'failed', 'unsigned-device', null);
  insert.run('$waiting', 4, 5, 'failed', 'waiting', null);
  before.close();
  const db = openDatabase(path, new Uint8Array(32), [base, distrusted]);
  const found = db.prepare("SELECT event_id FROM event WHERE sender = '@a' AND distrusted = 1 ORDER BY sent_at").pluck().all();
  expect(found).toEqual(['$unsigned', '$excluded']);
  db.prepare("UPDATE event SET clear = ? WHERE event_id = '$unsigned'").run(shielded(null));
  expect(db.prepare('SELECT count(*) FROM event WHERE distrusted = 1').pluck().get()).toBe(1);
  db.close();
});
