import type { Migration } from '../../open/migrations.ts';

/**
 * Rooms joined by an invitation whose keys of the past may still come (`main/crypto/history`,
 * MSC4268). `joined_at` in milliseconds.
 */
export const historyExpected: Migration = {
  number: 8,
  name: 'history-expected',
  sql: `
    CREATE TABLE history_expected (
      room_id TEXT PRIMARY KEY,
      inviter TEXT NOT NULL,
      joined_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
