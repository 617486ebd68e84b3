import type { Migration } from '../../open/migrations.ts';

/** Verifications that are open, so that the other side is told when a restart has ended them (`main/crypto/verification`). */
export const verification: Migration = {
  number: 3,
  name: 'verification',
  sql: `
    CREATE TABLE open_verification (
      user_id TEXT NOT NULL,
      transaction_id TEXT NOT NULL,
      device_id TEXT,
      room_id TEXT,
      is_self INTEGER NOT NULL,
      is_outgoing INTEGER NOT NULL,
      deadline INTEGER NOT NULL,
      PRIMARY KEY (user_id, transaction_id)
    ) STRICT, WITHOUT ROWID;
  `,
};
