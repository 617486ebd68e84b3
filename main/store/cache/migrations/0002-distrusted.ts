import type { Migration } from '../../open/migrations.ts';

/**
 * Marks the events whose trust may change with what becomes known of their sender: they carry a
 * shield that a signature can lift, or are not shown for want of one. Few at any time, hence indexes
 * of these alone.
 */
export const distrusted: Migration = {
  number: 2,
  name: 'distrusted',
  sql: `
    ALTER TABLE event ADD COLUMN distrusted INTEGER GENERATED ALWAYS AS (
      CASE status
        WHEN 'ok' THEN json_extract(clear, '$.shield.reason')
          IN ('unknown-device', 'unsigned-device', 'unverified-identity', 'verification-violation')
        WHEN 'failed' THEN failure IN ('unknown-device', 'unsigned-device', 'identity-changed')
        ELSE 0
      END
    ) VIRTUAL;
    CREATE INDEX event_distrusted ON event (sender, sent_at) WHERE distrusted = 1;
    CREATE INDEX event_distrusted_in_room ON event (room, sent_at) WHERE distrusted = 1;
  `,
};
