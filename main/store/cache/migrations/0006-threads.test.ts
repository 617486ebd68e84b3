import { expect, it } from 'vitest';
import { openDatabase } from '../../open/open-database.ts';
import { freshPath } from '../answers.test-data.ts';
import { base } from './0001-base.ts';
import { distrusted } from './0002-distrusted.ts';
import { untoldReads } from './0003-untold-reads.ts';
import { forward } from './0004-forward.ts';
import { search } from './0005-search.ts';
import { threads } from './0006-threads.ts';

it('step 6 takes messages of threads out of the conversation', () => {
  const [path, key] = [freshPath(), new Uint8Array(32)];
  const before = openDatabase(path, key, [base, distrusted, untoldReads, forward, search]);
  before.exec("INSERT INTO room VALUES (1, '!r', 'join', '{}', '{}')");
  const insert = before.prepare(
    "INSERT INTO event (room, event_id, chunk, idx, shown, type, sender, sent_at, content, status, rel_type, rel_target) VALUES (1, ?, 0, ?, 1, 't', '@a', 0, '{}', 'none', ?, '$root')",
  );
  insert.run('$a', 0, 'm.thread');
  insert.run('$b', 1, null);
  before.close();
  const db = openDatabase(path, key, [base, distrusted, untoldReads, forward, search, threads]);
  expect(db.prepare('SELECT event_id FROM event WHERE shown = 1').pluck().all()).toEqual(['$b']);
  db.close();
});
