import type { EventId, UserId } from '../../../preload/contract/index.ts';
import type { EventRecord, TimelinePosition } from '../../records/index.ts';
import type { SqlDatabase } from '../precious/types.ts';
import { looseChunk } from './event-queries.ts';
import type { EventRow } from './event-rows.ts';
import { toEvent, toTimelineEvent } from './event-rows.ts';
import type { RoomKey } from './room-queries.ts';
import type { NewerSlice, TimelineHole, TimelineSlice } from './types.ts';

const newest: TimelinePosition = { chunk: Number.MAX_SAFE_INTEGER, index: Number.MAX_SAFE_INTEGER };
/** Below every run of the timeline, above what is loose. */
const lowest = looseChunk + 1;
/** Most edits, reactions and votes that come with one slice. */
const mostRelations = 5000;

function statements(db: SqlDatabase) {
  return {
    before: db.prepare<[number, number, number, number, number], EventRow>(
      `SELECT * FROM event WHERE room = ? AND shown = 1 AND chunk >= ? AND (chunk, idx) < (?, ?)
       ORDER BY chunk DESC, idx DESC LIMIT ? + 0`,
    ),
    after: db.prepare<[number, number, number, number, number], EventRow>(
      `SELECT * FROM event WHERE room = ? AND shown = 1 AND (chunk, idx) > (?, ?) AND chunk < ? ORDER BY chunk, idx LIMIT ? + 0`,
    ),
    newestId: db.prepare<[number, number], { event_id: EventId }>(
      'SELECT event_id FROM event WHERE room = ? AND chunk >= ? ORDER BY chunk DESC, idx DESC LIMIT 1',
    ),
    holeAbove: db.prepare<[number, number], TimelineHole>(
      'SELECT chunk, token FROM hole WHERE room = ? AND chunk > ? ORDER BY chunk LIMIT 1',
    ),
    lastChunk: db.prepare<[number, number], { chunk: number | null }>('SELECT max(chunk) AS chunk FROM event WHERE room = ? AND chunk < ?'),
    hole: db.prepare<[number, number], TimelineHole>(
      'SELECT chunk, token FROM hole WHERE room = ? AND chunk <= ? ORDER BY chunk DESC LIMIT 1',
    ),
    // An edit counts only from the sender of its target (spec 11.6.2.2). The order of the joins is
    // forced, and `+` keeps the sort from choosing an index: else the whole room would be read.
    relations: db.prepare<[string, number, number], EventRow>(
      `SELECT relation.* FROM json_each(?) AS named
       CROSS JOIN event AS target ON target.room = ? AND target.event_id = named.value
       CROSS JOIN event AS relation ON relation.room = target.room AND relation.rel_target = target.event_id
       WHERE relation.rel_type IN ('m.annotation', 'm.reference')
         OR (relation.rel_type = 'm.replace' AND relation.sender = target.sender AND target.state_key IS NULL)
       ORDER BY +relation.chunk DESC, +relation.idx DESC LIMIT ? + 0`,
    ),
    newestEdit: db.prepare<[number, string, string], EventRow>(
      `SELECT * FROM event WHERE room = ? AND rel_target = ? AND rel_type = 'm.replace' AND sender = ?
       ORDER BY +chunk DESC, +idx DESC LIMIT 1`,
    ),
    putHole: db.prepare('INSERT OR REPLACE INTO hole VALUES (?, ?, ?)'),
    dropHole: db.prepare('DELETE FROM hole WHERE room = ? AND chunk = ?'),
  };
}

/** Reads runs of a timeline, and keeps its holes. */
export function timelineQueries(db: SqlDatabase) {
  const sql = statements(db);
  const holeBefore = (room: RoomKey, position: TimelinePosition | null): TimelineHole | null =>
    sql.hole.get(room.id, (position ?? newest).chunk) ?? null;
  /** Edits by their sender, reactions and votes of some events, oldest first. */
  const relations = (room: RoomKey, targets: EventId[]): EventRecord[] =>
    sql.relations
      .all(JSON.stringify(targets), room.id, mostRelations)
      .map((row) => toEvent(row, room.roomId))
      .reverse();
  const newestRows = (room: RoomKey, limit: number): EventRow[] => sql.before.all(room.id, lowest, newest.chunk, newest.index, limit);
  return {
    holeBefore,
    relations,
    /** The newest message among the newest `depth` displayable events, else the newest of these, whatever holes lie between; what `hidden` people wrote left out. */
    newest(room: RoomKey, depth: number, hidden: ReadonlySet<UserId>): EventRecord | null {
      const isShown = (row: EventRow): boolean => row.state_key !== null || !hidden.has(row.sender);
      const [last] = hidden.size === 0 ? newestRows(room, 1) : newestRows(room, depth).filter(isShown);
      if (!last) return null;
      // Nearly always the newest is a message: only one row is read then.
      const message = last.state_key === null ? last : newestRows(room, depth).find((row) => row.state_key === null && isShown(row));
      return toEvent(message ?? last, room.roomId);
    },
    /** The newest edit of an event by its sender, valid or not. */
    newestEdit(room: RoomKey, target: EventRecord): EventRecord | null {
      const row = sql.newestEdit.get(room.id, target.eventId, target.sender);
      return row ? toEvent(row, room.roomId) : null;
    },
    /** The run of displayable events that ends before `position` (null: at the newest) and crosses no hole. */
    slice(room: RoomKey, position: TimelinePosition | null, limit: number): TimelineSlice {
      const end = position ?? newest;
      const hole = holeBefore(room, position);
      const rows = sql.before.all(room.id, hole?.chunk ?? lowest, end.chunk, end.index, limit + 1);
      const events = rows.slice(0, limit).reverse();
      return {
        events: events.map((row) => toTimelineEvent(row, room.roomId)),
        before: rows.length > limit ? 'stored' : hole ? 'hole' : 'start',
        relations: relations(
          room,
          events.map((row) => row.event_id),
        ),
      };
    },
    /** The run of displayable events that begins after `position` and crosses no hole. */
    sliceAfter(room: RoomKey, position: TimelinePosition, limit: number): NewerSlice {
      const above = sql.holeAbove.get(room.id, position.chunk)?.chunk ?? null;
      const rows = sql.after.all(room.id, position.chunk, position.index, above ?? newest.chunk, limit + 1);
      const events = rows.slice(0, limit);
      const ids = events.map((row) => row.event_id);
      return {
        events: events.map((row) => toTimelineEvent(row, room.roomId)),
        after: rows.length > limit ? 'stored' : above === null ? 'live' : 'hole',
        relations: relations(room, ids),
      };
    },
    /** The hole above the run of `position`, and the newest chunk of that run; null where the run is the live one. */
    endOfRun(room: RoomKey, position: TimelinePosition): { hole: TimelineHole; chunk: number } | null {
      const hole = sql.holeAbove.get(room.id, position.chunk);
      return hole ? { hole, chunk: sql.lastChunk.get(room.id, hole.chunk)?.chunk ?? position.chunk } : null;
    },
    /** The newest event, whether it has a row or not. */
    newestId: (room: RoomKey): EventId | null => sql.newestId.get(room.id, lowest)?.event_id ?? null,
    isHoleAbove: (room: RoomKey, { chunk }: TimelinePosition): boolean => sql.holeAbove.get(room.id, chunk) !== undefined,
    putHole: (room: RoomKey, hole: TimelineHole): void => void sql.putHole.run(room.id, hole.chunk, hole.token),
    dropHole: (room: RoomKey, chunk: number): void => void sql.dropHole.run(room.id, chunk),
  };
}
