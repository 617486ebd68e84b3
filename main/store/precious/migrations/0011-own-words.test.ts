import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../open/open-database.ts';
import { draftQueries } from '../drafts.ts';
import { ownWordQueries } from '../own-words.ts';
import { preciousMigrations } from './index.ts';

it('step 11 keeps what was there and begins without a word', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'own-words-')), 'p.db');
  const before = openDatabase(path, new Uint8Array(32), preciousMigrations.slice(0, 10));
  before.prepare("INSERT INTO composer_draft VALUES ('!a:tchap.test', '', 'brouillon', NULL)").run();
  before.close();
  const db = openDatabase(path, new Uint8Array(32), preciousMigrations.slice(0, 11));
  const words = ownWordQueries(db);
  expect(words.ownWords()).toEqual([]);
  for (const word of ['interministérialité', 'Albert', 'Albert']) words.addOwnWord(word);
  words.removeOwnWord('interministérialité');
  expect(words.ownWords()).toEqual(['Albert']);
  expect([...draftQueries(db).drafts().values()]).toEqual(['brouillon']);
  db.close();
});
