import type { Migration } from '../../open/migrations.ts';

/** Drafts of threads, and with each draft all that the composer holds (format, mentions, what it answers or changes). */
export const draftState: Migration = {
  number: 5,
  name: 'draft-state',
  sql: `
    CREATE TABLE composer_draft (
      room_id TEXT NOT NULL,
      thread TEXT NOT NULL,
      text TEXT NOT NULL,
      state TEXT,
      PRIMARY KEY (room_id, thread)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO composer_draft SELECT room_id, '', text, NULL FROM draft;
    DROP TABLE draft;
  `,
};
