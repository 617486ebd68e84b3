import type { EventId } from '../../../preload/contract/index.ts';
import type { EventRecord } from '../../records/index.ts';
import { redactEvent } from '../../records/index.ts';
import type { SqlDatabase } from '../precious/types.ts';
import type { EventFields, EventRow } from './event-rows.ts';
import { toEvent, toFields } from './event-rows.ts';
import type { RoomKey } from './room-queries.ts';

type Redaction = NonNullable<EventRecord['redaction']>;

const columns = `event_id, shown, type, state_key, sender, sent_at, content, previous_content, transaction_id, redaction,
  status, session_id, failure, clear, rel_type, rel_target`;
const names = columns.split(',').map((name) => name.trim());

function statements(db: SqlDatabase) {
  return {
    insert: db.prepare(
      `INSERT INTO event (room, chunk, idx, ${columns}) VALUES (?, ?, ?, ${names.map(() => '?').join(', ')}) ON CONFLICT (room, event_id) DO NOTHING`,
    ),
    update: db.prepare(`UPDATE event SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE room = ? AND event_id = ?`),
    find: db.prepare<[number, string], EventRow>('SELECT * FROM event WHERE room = ? AND event_id = ?'),
    last: db.prepare<[number, number], { idx: number | null }>('SELECT max(idx) AS idx FROM event WHERE room = ? AND chunk = ?'),
    first: db.prepare<[number, number], { idx: number | null }>('SELECT min(idx) AS idx FROM event WHERE room = ? AND chunk = ?'),
    early: db.prepare<[number, string], { redaction: string }>(
      'DELETE FROM early_redaction WHERE room = ? AND target = ? RETURNING redaction',
    ),
    saveEarly: db.prepare('INSERT INTO early_redaction VALUES (?, ?, ?) ON CONFLICT DO NOTHING'),
    // `+` keeps the sort from choosing the index: few events wait, and the room may be long.
    waiting: db.prepare<[number, string, number], EventRow>(
      `SELECT * FROM event WHERE room = ? AND session_id IN (SELECT value FROM json_each(?)) ORDER BY +chunk DESC, +idx DESC LIMIT ? + 0`,
    ),
    allWaiting: db.prepare<[number, number], EventRow>(
      `SELECT * FROM event WHERE room = ? AND session_id IS NOT NULL AND (status = 'pending' OR failure = 'waiting')
       ORDER BY +chunk DESC, +idx DESC LIMIT ? + 0`,
    ),
  };
}

const values = (fields: EventFields): unknown[] => names.map((name) => fields[name as keyof EventFields]);

/** The event table: insertion, redaction, decryption. */
export function eventQueries(db: SqlDatabase) {
  const sql = statements(db);
  const update = (room: RoomKey, event: EventRecord): void => void sql.update.run(...values(toFields(event)), room.id, event.eventId);
  const find = (room: RoomKey, eventId: EventId): EventRow | null => sql.find.get(room.id, eventId) ?? null;
  return {
    find,
    /** The event with the redaction that came before it, if any. */
    settled(room: RoomKey, event: EventRecord): EventRecord {
      const early = sql.early.get(room.id, event.eventId);
      return early && !event.redaction ? redactEvent(event, JSON.parse(early.redaction) as Redaction) : event;
    },
    /** Puts an event at a place; false where the room has it already. */
    insert: (room: RoomKey, event: EventRecord, chunk: number, index: number): boolean =>
      sql.insert.run(room.id, chunk, index, ...values(toFields(event))).changes === 1,
    /** Free index above the newest event of a chunk. */
    above: (room: RoomKey, chunk: number): number => (sql.last.get(room.id, chunk)?.idx ?? -1) + 1,
    /** Free index below the oldest event of a chunk. */
    below: (room: RoomKey, chunk: number): number => (sql.first.get(room.id, chunk)?.idx ?? 1) - 1,
    /** Applies a redaction to the event, or keeps it until the event comes. */
    redact(room: RoomKey, target: EventId, redaction: Redaction): void {
      const row = find(room, target);
      if (!row) sql.saveEarly.run(room.id, target, JSON.stringify(redaction));
      else if (row.redaction === null) update(room, redactEvent(toEvent(row, room.roomId), redaction));
    },
    /** Keeps a result of decryption; null where the event is gone or needs none. */
    saveDecryption(room: RoomKey, eventId: EventId, decryption: EventRecord['decryption']): EventRow | null {
      const row = find(room, eventId);
      if (!row || row.status === 'none') return null;
      update(room, { ...toEvent(row, room.roomId), decryption });
      return find(room, eventId);
    },
    undecrypted(room: RoomKey, sessionIds: string[] | null, limit: number): EventRecord[] {
      const rows = sessionIds ? sql.waiting.all(room.id, JSON.stringify(sessionIds), limit) : sql.allWaiting.all(room.id, limit);
      return rows.map((row) => toEvent(row, room.roomId));
    },
  };
}
