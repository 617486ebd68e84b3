import type { Migration } from '../../open/migrations.ts';

/** Rooms, their state, members, events, holes, receipts, account data, and the sync token. */
export const base: Migration = {
  number: 1,
  name: 'base',
  sql: `
    CREATE TABLE meta (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE room (
      id INTEGER PRIMARY KEY,
      room_id TEXT NOT NULL UNIQUE,
      membership TEXT NOT NULL,
      record TEXT NOT NULL,
      ledger TEXT NOT NULL
    ) STRICT;
    CREATE TABLE state (
      room INTEGER NOT NULL REFERENCES room (id) ON DELETE CASCADE,
      type TEXT NOT NULL,
      state_key TEXT NOT NULL,
      event_id TEXT NOT NULL,
      sender TEXT NOT NULL,
      content TEXT NOT NULL,
      PRIMARY KEY (room, type, state_key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE member (
      room INTEGER NOT NULL REFERENCES room (id) ON DELETE CASCADE,
      user_id TEXT NOT NULL,
      membership TEXT NOT NULL,
      display_name TEXT,
      avatar_mxc TEXT,
      sender TEXT NOT NULL,
      event_id TEXT NOT NULL,
      synced_at INTEGER NOT NULL,
      PRIMARY KEY (room, user_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE event (
      id INTEGER PRIMARY KEY,
      room INTEGER NOT NULL REFERENCES room (id) ON DELETE CASCADE,
      event_id TEXT NOT NULL,
      chunk INTEGER NOT NULL,
      idx INTEGER NOT NULL,
      shown INTEGER NOT NULL,
      type TEXT NOT NULL,
      state_key TEXT,
      sender TEXT NOT NULL,
      sent_at INTEGER NOT NULL,
      content TEXT NOT NULL,
      previous_content TEXT,
      transaction_id TEXT,
      redaction TEXT,
      status TEXT NOT NULL CHECK (status IN ('none', 'pending', 'ok', 'failed')),
      session_id TEXT,
      failure TEXT,
      clear TEXT,
      rel_type TEXT,
      rel_target TEXT
    ) STRICT;
    CREATE UNIQUE INDEX event_by_id ON event (room, event_id);
    CREATE UNIQUE INDEX event_by_place ON event (room, chunk, idx);
    CREATE INDEX event_shown ON event (room, chunk, idx) WHERE shown = 1;
    CREATE INDEX event_by_relation ON event (room, rel_target) WHERE rel_target IS NOT NULL;
    CREATE INDEX event_by_session ON event (room, session_id) WHERE session_id IS NOT NULL;
    CREATE TABLE hole (
      room INTEGER NOT NULL REFERENCES room (id) ON DELETE CASCADE,
      chunk INTEGER NOT NULL,
      token TEXT NOT NULL,
      PRIMARY KEY (room, chunk)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE early_redaction (
      room INTEGER NOT NULL REFERENCES room (id) ON DELETE CASCADE,
      target TEXT NOT NULL,
      redaction TEXT NOT NULL,
      PRIMARY KEY (room, target)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE receipt (
      room INTEGER NOT NULL REFERENCES room (id) ON DELETE CASCADE,
      user_id TEXT NOT NULL,
      event_id TEXT NOT NULL,
      read_at INTEGER NOT NULL,
      PRIMARY KEY (room, user_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE account_data (
      type TEXT PRIMARY KEY,
      content TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
