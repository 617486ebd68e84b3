import type { Migration } from '../../open/migrations.ts';
import { base } from './0001-base.ts';
import { indexedDb } from './0002-indexed-db.ts';
import { keyRestore } from './0003-key-restore.ts';
import { verification } from './0003-verification.ts';

/** In order; a new step goes to the end, and none is ever edited. */
export const preciousMigrations: readonly Migration[] = [base, indexedDb, verification];
