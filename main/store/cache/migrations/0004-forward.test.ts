import { expect, it } from 'vitest';
import { openDatabase } from '../../open/open-database.ts';
import { freshPath } from '../answers.test-data.ts';
import { base } from './0001-base.ts';
import { distrusted } from './0002-distrusted.ts';
import { untoldReads } from './0003-untold-reads.ts';
import { forward } from './0004-forward.ts';

it('step 4 keeps one way forward for each chunk, and forgets it with its room', () => {
  const db = openDatabase(freshPath(), new Uint8Array(32), [base, distrusted, untoldReads, forward]);
  db.exec("INSERT INTO room VALUES (1, '!r', 'join', '{}', '{}')");
  db.exec("INSERT INTO forward VALUES (1, 0, 'a'), (1, 1, 'b')");
  expect(() => db.exec("INSERT INTO forward VALUES (1, 0, 'c')")).toThrow(/UNIQUE/u);
  db.exec('DELETE FROM room');
  expect(db.prepare('SELECT count(*) FROM forward').pluck().get()).toBe(0);
  db.close();
});
