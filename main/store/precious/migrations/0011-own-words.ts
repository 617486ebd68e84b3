import type { Migration } from '../../open/migrations.ts';

/** Words that the agent calls right, for the spelling. */
export const ownWords: Migration = {
  number: 11,
  name: 'own-words',
  sql: 'CREATE TABLE own_word (word TEXT PRIMARY KEY) WITHOUT ROWID',
};
