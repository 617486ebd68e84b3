import type { Database } from 'better-sqlite3';
import { CodedError } from '../../../preload/contract/index.ts';

/**
 * One numbered step of a schema. Once released it is never edited: a change is a new step with its
 * own test. `run` is for what SQL cannot say; it comes after `sql`, in the same transaction.
 */
export interface Migration {
  number: number;
  name: string;
  sql: string;
  run?: (db: Database) => void;
}

const currentVersion = (db: Database): number => Number(db.pragma('user_version', { simple: true }));

function assertOrder(migrations: readonly Migration[]): void {
  migrations.forEach((migration, index) => {
    if (migration.number !== index + 1) throw new Error(`migration ${migration.name} has number ${migration.number}, not ${index + 1}`);
  });
}

function apply(db: Database, migration: Migration): void {
  db.transaction(() => {
    db.exec(migration.sql);
    migration.run?.(db);
    db.pragma(`user_version = ${migration.number}`);
  }).immediate();
}

/**
 * Brings a schema to its newest step, each step in one transaction: a crash between two leaves a
 * version that the next start goes on from. Throws `store.future` for a file of a newer release.
 */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  assertOrder(migrations);
  const version = currentVersion(db);
  if (version > migrations.length) {
    throw new CodedError('store.future', `schema ${version} is newer than ${migrations.length}, which this release knows`);
  }
  for (const migration of migrations.slice(version)) apply(db, migration);
}
