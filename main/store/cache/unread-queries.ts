import type { EventId } from '../../../preload/contract/index.ts';
import type { TimelinePosition } from '../../records/index.ts';
import type { SqlDatabase } from '../precious/types.ts';
import type { RoomKey } from './room-queries.ts';

/** What push rules say of an event: nothing, it notifies, it is for the agent by name. */
export type Verdict = 0 | 1 | 2;
export interface Counted {
  unread: number;
  mentions: number;
}

const sums = 'SELECT count(*) AS unread, coalesce(sum(push = 2), 0) AS mentions FROM event WHERE room = ? AND push > 0';

/** What is unread behind a place, and how far threads were read. */
export function unreadQueries(db: SqlDatabase) {
  const set = db.prepare('UPDATE event SET push = ? WHERE room = ? AND event_id = ? AND push <> ? AND redaction IS NULL');
  const main = db.prepare<[number, number, number], Counted>(`${sums} AND (chunk, idx) > (?, ?) AND rel_type IS NOT 'm.thread'`);
  const thread = db.prepare<[number, string, number, number], Counted>(
    `${sums} AND rel_type = 'm.thread' AND rel_target = ? AND (chunk, idx) > (?, ?)`,
  );
  const read = db.prepare<[number, string], { event_id: EventId }>('SELECT event_id FROM thread_read WHERE room = ? AND root = ?');
  const putRead = db.prepare('INSERT OR REPLACE INTO thread_read VALUES (?, ?, ?)');
  const none: Counted = { unread: 0, mentions: 0 };
  return {
    put: (room: RoomKey, eventId: EventId, verdict: Verdict): void => void set.run(verdict, room.id, eventId, verdict),
    /** Outside of threads. */
    main: (room: RoomKey, behind: TimelinePosition): Counted => main.get(room.id, behind.chunk, behind.index) ?? none,
    inThread: (room: RoomKey, root: EventId, behind: TimelinePosition): Counted =>
      thread.get(room.id, root, behind.chunk, behind.index) ?? none,
    threadRead: (room: RoomKey, root: EventId): EventId | null => read.get(room.id, root)?.event_id ?? null,
    putThreadRead: (room: RoomKey, root: EventId, eventId: EventId): void => void putRead.run(room.id, root, eventId),
  };
}
