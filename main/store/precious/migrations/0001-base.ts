import type { Migration } from '../../open/migrations.ts';

/** Session, drafts, send queue, attachments, and the row that `flush` writes. */
export const base: Migration = {
  number: 1,
  name: 'base',
  sql: `
    CREATE TABLE session (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      access_token TEXT NOT NULL,
      refresh_token TEXT,
      display_name TEXT,
      avatar_mxc TEXT,
      soft_logout INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE draft (
      room_id TEXT PRIMARY KEY,
      text TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE queue (
      position INTEGER PRIMARY KEY AUTOINCREMENT,
      transaction_id TEXT NOT NULL UNIQUE,
      room_id TEXT NOT NULL,
      queued_at INTEGER NOT NULL,
      content TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('queued', 'sent', 'failed')),
      failure TEXT,
      event_id TEXT,
      wire TEXT
    ) STRICT;
    CREATE TABLE attachment (
      attachment_id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      mimetype TEXT NOT NULL,
      size INTEGER NOT NULL,
      width INTEGER,
      height INTEGER,
      file TEXT,
      mxc TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE barrier (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      count INTEGER NOT NULL
    ) STRICT;
    INSERT INTO barrier VALUES (1, 0);
  `,
};
