import type { Migration } from '../../open/migrations.ts';

/** Why the server refuses everything to the account, while it does: the messages kept here are not shown then. */
export const accountBar: Migration = {
  number: 9,
  name: 'account-bar',
  sql: `
    CREATE TABLE account_bar (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      reason TEXT NOT NULL CHECK (reason IN ('expired', 'blocked'))
    ) STRICT;
  `,
};
