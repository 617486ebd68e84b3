import type { Migration } from '../../open/migrations.ts';

/** Where newer events go on behind a chunk that was asked for in the middle of the history. */
export const forward: Migration = {
  number: 4,
  name: 'forward',
  sql: `
    CREATE TABLE forward (
      room INTEGER NOT NULL REFERENCES room (id) ON DELETE CASCADE,
      chunk INTEGER NOT NULL,
      token TEXT NOT NULL,
      PRIMARY KEY (room, chunk)
    ) STRICT, WITHOUT ROWID;
  `,
};
