import type { Migration } from '../../open/migrations.ts';

/** What push rules say of each event (0: nothing, 1: it notifies, 2: it is for the agent), found behind a place without reading the room; how far threads were read. */
export const unread: Migration = {
  number: 7,
  name: 'unread',
  sql: `
    ALTER TABLE event ADD COLUMN push INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX event_unread ON event (room, chunk, idx, push, rel_type) WHERE push > 0;
    CREATE INDEX event_unread_in_thread ON event (room, rel_target, chunk, idx, push) WHERE push > 0 AND rel_type = 'm.thread';
    CREATE TABLE thread_read (
      room INTEGER NOT NULL REFERENCES room (id) ON DELETE CASCADE,
      root TEXT NOT NULL,
      event_id TEXT NOT NULL,
      PRIMARY KEY (room, root)
    ) STRICT, WITHOUT ROWID;
  `,
};
