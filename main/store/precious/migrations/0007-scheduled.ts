import type { Migration } from '../../open/migrations.ts';

/** Words of messages that the server will send later: in an encrypted room it could not give them back. */
export const scheduled: Migration = {
  number: 7,
  name: 'scheduled',
  sql: `
    CREATE TABLE scheduled (
      delay_id TEXT PRIMARY KEY,
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
