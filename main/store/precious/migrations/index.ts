import type { Migration } from '../../open/migrations.ts';
import { base } from './0001-base.ts';
import { indexedDb } from './0002-indexed-db.ts';
import { verification } from './0003-verification.ts';
import { keyRestore } from './0004-key-restore.ts';
import { draftState } from './0005-draft-state.ts';
import { ownDevice } from './0006-own-device.ts';
import { scheduled } from './0007-scheduled.ts';
import { historyExpected } from './0008-history-expected.ts';
import { accountBar } from './0009-account-bar.ts';
import { signIn } from './0010-sign-in.ts';
import { ownWords } from './0011-own-words.ts';

/** In order; a new step goes to the end, and none is ever edited. */
export const preciousMigrations: readonly Migration[] = [
  base,
  indexedDb,
  verification,
  keyRestore,
  draftState,
  ownDevice,
  scheduled,
  historyExpected,
  accountBar,
  signIn,
  ownWords,
];
