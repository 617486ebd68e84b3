import type { Migration } from '../../open/migrations.ts';

/** How far the restore of the key backup has come (`main/crypto/backup`): the rooms whose keys were all fetched. */
export const keyRestore: Migration = {
  number: 4,
  name: 'key-restore',
  sql: `
    CREATE TABLE key_restore (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      version TEXT NOT NULL,
      progress TEXT NOT NULL CHECK (progress IN ('running', 'done', 'cancelled')),
      total INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE key_restore_room (
      room_id TEXT PRIMARY KEY,
      imported INTEGER NOT NULL,
      skipped INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
