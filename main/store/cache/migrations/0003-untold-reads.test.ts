import { expect, it } from 'vitest';
import { openDatabase } from '../../open/open-database.ts';
import { freshPath } from '../answers.test-data.ts';
import { base } from './0001-base.ts';
import { distrusted } from './0002-distrusted.ts';
import { untoldReads } from './0003-untold-reads.ts';

it('step 3 keeps the rooms, and what was read in them goes with them', () => {
  const path = freshPath();
  const before = openDatabase(path, new Uint8Array(32), [base, distrusted]);
  before.exec("INSERT INTO room VALUES (1, '!r', 'join', '{}', '{}')");
  before.close();
  const db = openDatabase(path, new Uint8Array(32), [base, distrusted, untoldReads]);
  db.exec("INSERT INTO untold_read VALUES (1, '$e')");
  expect(db.prepare('SELECT room_id, event_id FROM room JOIN untold_read ON room = id').all()).toEqual([{ room_id: '!r', event_id: '$e' }]);
  db.exec('DELETE FROM room');
  expect(db.prepare('SELECT * FROM untold_read').all()).toEqual([]);
  db.close();
});
