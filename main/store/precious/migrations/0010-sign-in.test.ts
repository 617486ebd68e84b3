import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../open/open-database.ts';
import { sessionQueries } from '../session.ts';
import { preciousMigrations } from './index.ts';

it('step 10 keeps a session and says that it began with a password', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'sign-in-')), 'p.db');
  const before = openDatabase(path, new Uint8Array(32), preciousMigrations.slice(0, 9));
  before.prepare("INSERT INTO session VALUES (1, 'a', 'r', NULL, NULL, 0)").run();
  before.close();
  const db = openDatabase(path, new Uint8Array(32), preciousMigrations.slice(0, 10));
  expect(sessionQueries(db).session()).toMatchObject({ accessToken: 'a', refreshToken: 'r', signIn: { way: 'password' } });
  db.close();
});
