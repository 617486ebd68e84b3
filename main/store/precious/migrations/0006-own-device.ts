import type { Migration } from '../../open/migrations.ts';

/**
 * The devices of the account that were seen (`main/crypto/devices`). Empty before the first look.
 * `appeared_at` (milliseconds) stands while the agent is to be told of a new one.
 */
export const ownDevice: Migration = {
  number: 6,
  name: 'own-device',
  sql: `
    CREATE TABLE own_device (
      device_id TEXT PRIMARY KEY,
      name TEXT,
      appeared_at INTEGER
    ) STRICT, WITHOUT ROWID;
  `,
};
