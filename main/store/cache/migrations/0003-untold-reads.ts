import type { Migration } from '../../open/migrations.ts';

/** What the agent has read and the server was not told of yet: where each room was read to. */
export const untoldReads: Migration = {
  number: 3,
  name: 'untold-reads',
  sql: `
    CREATE TABLE untold_read (
      room INTEGER PRIMARY KEY REFERENCES room (id) ON DELETE CASCADE,
      event_id TEXT NOT NULL
    ) STRICT;
  `,
};
