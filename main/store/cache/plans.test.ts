import type Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openDatabase } from '../open/open-database.ts';
import { alice, freshPath, key } from './answers.test-data.ts';
import { createCacheCore } from './core.ts';
import { cacheMigrations } from './migrations/index.ts';

/** Statements that may read all of a small table, or of a room once an hour. */
const wholeOnPurpose = [
  /FROM search_todo/u,
  // By its own index: the plan of a virtual table is always a scan.
  /FROM search WHERE/u,
  /FROM room$/u,
  /FROM room WHERE membership/u,
  /FROM state JOIN room/u,
  /FROM untold_read JOIN room/u,
  // Before all of a room is removed.
  /^SELECT \* FROM event WHERE room = \? AND state_key IS NULL$/u,
  /^DELETE FROM room WHERE room_id/u,
];

/** Reads of a plan that are neither by key nor by an index that narrows below a room. */
const wide = (detail: string): boolean =>
  /^SCAN (?!json_each|named|CONSTANT|hit$|\d+-ROW VALUES)/u.test(detail) ||
  (/ (event|relation|target) USING (?:COVERING )?INDEX/u.test(detail) &&
    /\(room=\?\)$/u.test(detail) &&
    !/event_by_session|event_distrusted/u.test(detail));

/** All statements that the cache prepares. */
function statements(db: Database.Database): string[] {
  const prepared: string[] = [];
  const watched = new Proxy(db, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => (prepared.push(sql), target.prepare(sql));
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
  createCacheCore(watched, alice);
  return prepared;
}

it('no statement of the cache reads a whole room or table to find a few rows', () => {
  const db = openDatabase(freshPath(), key, cacheMigrations);
  const prepared = statements(db);
  expect(prepared.length).toBeGreaterThan(30);
  const offenders = prepared
    .filter((sql) => !wholeOnPurpose.some((allowed) => allowed.test(sql)))
    .flatMap((sql) => {
      const parameters = [...sql.matchAll(/\?/gu)].map(() => '[]');
      const plan = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters);
      return plan.filter(({ detail }) => wide(detail)).map(({ detail }) => `${detail}: ${sql.slice(0, 80)}`);
    });
  expect(offenders).toEqual([]);
  db.close();
});

it('no statement is compiled again at every use, as SQLite does where a limit is a bare parameter', () => {
  const db = openDatabase(freshPath(), key, cacheMigrations);
  const limited = statements(db).filter((sql) => sql.includes('LIMIT ?'));
  expect(limited.length).toBeGreaterThan(3);
  expect(limited.filter((sql) => !sql.includes('LIMIT ? + 0'))).toEqual([]);
  db.close();
});
