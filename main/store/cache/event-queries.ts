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

/**
 * Chunk of events that were asked for one by one: they have no place in the timeline yet, and lie
 * below every run. A run that reaches one of them takes it in.
 */
export const looseChunk = -(2 ** 40);

/** Events put in by one statement where a room is new: as many as come of each room with a first answer. */
const together = 8;

const insertion = (count: number): string => {
  const row = `(?, ?, ?, ${names.map(() => '?').join(', ')})`;
  return `INSERT INTO event (room, chunk, idx, ${columns}) VALUES ${Array.from({ length: count }, () => row).join(', ')} ON CONFLICT (room, event_id) DO NOTHING`;
};

function statements(db: SqlDatabase) {
  return {
    insert: db.prepare(insertion(1)),
    insertTogether: db.prepare(insertion(together)),
    update: db.prepare(`UPDATE event SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE room = ? AND event_id = ?`),
    settle: db.prepare('UPDATE event SET push = 0 WHERE room = ? AND event_id = ?'),
    place: db.prepare(`UPDATE event SET chunk = ?, idx = ? WHERE room = ? AND event_id = ? AND chunk = ${looseChunk}`),
    related: db.prepare<[number, string, string, number], EventRow>(
      'SELECT * FROM event WHERE room = ? AND rel_target = ? AND rel_type = ? ORDER BY +sent_at DESC LIMIT ? + 0',
    ),
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
    /** The event where it has a place in the timeline. */
    placed(room: RoomKey, eventId: EventId): EventRow | null {
      const row = find(room, eventId);
      return row && row.chunk !== looseChunk ? row : null;
    },
    /** Puts an event at a place, one that was loose too; false where the room has it at another. */
    insert: (room: RoomKey, event: EventRecord, chunk: number, index: number): boolean =>
      sql.insert.run(room.id, chunk, index, ...values(toFields(event))).changes === 1 ||
      sql.place.run(chunk, index, room.id, event.eventId).changes === 1,
    /** Puts the events of a room that had none at their places, from 0 upwards. Their ids are all different. */
    insertFirst(room: RoomKey, events: EventRecord[], chunk: number): void {
      const rows = events.map((event, index) => [room.id, chunk, index, ...values(toFields(event))]);
      const whole = rows.length - (rows.length % together);
      for (let at = 0; at < whole; at += together) sql.insertTogether.run(rows.slice(at, at + together).flat());
      for (const row of rows.slice(whole)) sql.insert.run(row);
    },
    /** Keeps an event that has no place yet; one that the room has stays where it is. Answers it as it stands. */
    keepLoose(room: RoomKey, event: EventRecord, index: number): EventRecord | null {
      sql.insert.run(room.id, looseChunk, index, ...values(toFields(event)));
      const row = find(room, event.eventId);
      return row ? toEvent(row, room.roomId) : null;
    },
    /** The newest events with a relation of this type to `target`, oldest first, whoever sent them. */
    related: (room: RoomKey, target: EventId, relType: string, limit: number): EventRecord[] =>
      sql.related
        .all(room.id, target, relType, limit)
        .map((row) => toEvent(row, room.roomId))
        .reverse(),
    /** Free index above the newest event of a chunk. */
    above: (room: RoomKey, chunk: number): number => (sql.last.get(room.id, chunk)?.idx ?? -1) + 1,
    /** Free index below the oldest event of a chunk. */
    below: (room: RoomKey, chunk: number): number => (sql.first.get(room.id, chunk)?.idx ?? 1) - 1,
    /** Applies a redaction to the event, or keeps it until the event comes. */
    redact(room: RoomKey, target: EventId, redaction: Redaction): void {
      const row = find(room, target);
      if (!row) sql.saveEarly.run(room.id, target, JSON.stringify(redaction));
      else if (row.redaction === null) {
        update(room, redactEvent(toEvent(row, room.roomId), redaction));
        sql.settle.run(room.id, target);
      }
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
