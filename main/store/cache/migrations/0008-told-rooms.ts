import type { Migration } from '../../open/migrations.ts';

/** The record of a room says more (closed rooms, spaces, retention, who ended a membership): what is kept comes anew with the next sync. */
export const toldRooms: Migration = {
  number: 8,
  name: 'told-rooms',
  sql: `
    DELETE FROM room;
    DELETE FROM account_data;
    DELETE FROM meta;
  `,
};
