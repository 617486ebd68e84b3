import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from './open-database.ts';

const key = new Uint8Array(32).fill(1);
const fresh = () => join(mkdtempSync(join(tmpdir(), 'migrate-')), 'file.db');
const first = { number: 1, name: 'first', sql: "CREATE TABLE note (text TEXT NOT NULL) STRICT; INSERT INTO note VALUES ('one')" };
const second = { number: 2, name: 'second', sql: 'ALTER TABLE note ADD COLUMN size INTEGER NOT NULL DEFAULT 0' };

describe('migrations', () => {
  it('go on from the version of the file, and run the function of a step inside its transaction', () => {
    const path = fresh();
    openDatabase(path, key, [first]).close();
    const db = openDatabase(path, key, [first, { ...second, run: (inner) => void inner.exec('UPDATE note SET size = length(text)') }]);
    expect(db.prepare('SELECT * FROM note').all()).toEqual([{ text: 'one', size: 3 }]);
    expect(db.pragma('user_version', { simple: true })).toBe(2);
    db.close();
  });

  it('leave a file as it was when a step fails half way', () => {
    const path = fresh();
    openDatabase(path, key, [first]).close();
    const broken = {
      ...second,
      run: () => {
        throw new Error('half way');
      },
    };
    expect(() => openDatabase(path, key, [first, broken])).toThrow('half way');
    const db = openDatabase(path, key, [first]);
    expect(db.prepare('SELECT * FROM note').all()).toEqual([{ text: 'one' }]);
    db.close();
  });

  it('are refused when their numbers have a hole', () => {
    expect(() => openDatabase(fresh(), key, [second])).toThrow(/number/u);
  });
});
