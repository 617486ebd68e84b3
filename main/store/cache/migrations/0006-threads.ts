import type { Migration } from '../../open/migrations.ts';

/** Messages of threads are found without reading the room, and have no row in the conversation itself. */
export const threads: Migration = {
  number: 6,
  name: 'threads',
  sql: `
    CREATE INDEX event_in_thread ON event (room, rel_target) WHERE rel_type = 'm.thread';
    UPDATE event SET shown = 0 WHERE rel_type = 'm.thread';
  `,
};
