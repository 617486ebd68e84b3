import { expect, it } from 'vitest';
import { openDatabase } from '../../open/open-database.ts';
import { freshPath } from '../answers.test-data.ts';
import { cacheMigrations } from './index.ts';

it('step 7 takes no event that was there for unread, and finds those that are', () => {
  const [path, key] = [freshPath(), new Uint8Array(32)];
  const before = openDatabase(path, key, cacheMigrations.slice(0, 6));
  before.exec("INSERT INTO room VALUES (1, '!r', 'join', '{}', '{}')");
  before.exec(
    "INSERT INTO event (room, event_id, chunk, idx, shown, type, sender, sent_at, content, status) VALUES (1, '$a', 0, 0, 1, 't', '@a', 0, '{}', 'none')",
  );
  before.close();
  const db = openDatabase(path, key, cacheMigrations.slice(0, 7));
  expect(db.prepare('SELECT count(*) FROM event WHERE push > 0').pluck().get()).toBe(0);
  db.exec("UPDATE event SET push = 2 WHERE event_id = '$a'");
  expect(db.prepare('SELECT event_id FROM event WHERE room = 1 AND push > 0').pluck().all()).toEqual(['$a']);
  db.close();
});
