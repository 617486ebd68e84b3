import type { EventId, UserId } from '../../../preload/contract/index.ts';
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
const outside = "(chunk, idx) > (?, ?) AND rel_type IS NOT 'm.thread'";
const within = "(chunk, idx) > (?, ?) AND rel_type = 'm.thread' AND rel_target = ?";
const whose = {
  anybody: '',
  others: 'AND sender NOT IN (SELECT value FROM json_each(?))',
  ignored: 'AND sender IN (SELECT value FROM json_each(?))',
};

/** Whose messages are counted: of everybody, or with regard to those whom the agent has blocked. */
type Whose = keyof typeof whose;

function sumOf(
  db: SqlDatabase,
  where: string,
): (whom: Whose, values: readonly (number | string)[], ignored: ReadonlySet<UserId>) => Counted {
  const prepared = (sql: string) => db.prepare<(number | string)[], Counted>(`${sums} AND ${where} ${sql}`);
  const statements = { anybody: prepared(whose.anybody), others: prepared(whose.others), ignored: prepared(whose.ignored) };
  const none: Counted = { unread: 0, mentions: 0 };
  return (whom, values, ignored) => {
    // Mostly nobody is blocked, and the index alone answers.
    if (whom === 'anybody' || ignored.size === 0) return whom === 'ignored' ? none : (statements.anybody.get(...values) ?? none);
    return statements[whom].get(...values, JSON.stringify([...ignored])) ?? none;
  };
}

/** What is unread behind a place, and how far threads were read. */
export function unreadQueries(db: SqlDatabase) {
  const set = db.prepare('UPDATE event SET push = ? WHERE room = ? AND event_id = ? AND push <> ? AND redaction IS NULL');
  const main = sumOf(db, outside);
  const thread = sumOf(db, within);
  const read = db.prepare<[number, string], { event_id: EventId }>('SELECT event_id FROM thread_read WHERE room = ? AND root = ?');
  const putRead = db.prepare('INSERT OR REPLACE INTO thread_read VALUES (?, ?, ?)');
  return {
    put: (room: RoomKey, eventId: EventId, verdict: Verdict): void => void set.run(verdict, room.id, eventId, verdict),
    /** Outside of threads. */
    main: (room: RoomKey, { chunk, index }: TimelinePosition, whom: Whose, ignored: ReadonlySet<UserId>): Counted =>
      main(whom, [room.id, chunk, index], ignored),
    inThread: (room: RoomKey, root: EventId, { chunk, index }: TimelinePosition, whom: Whose, ignored: ReadonlySet<UserId>): Counted =>
      thread(whom, [room.id, chunk, index, root], ignored),
    threadRead: (room: RoomKey, root: EventId): EventId | null => read.get(room.id, root)?.event_id ?? null,
    putThreadRead: (room: RoomKey, root: EventId, eventId: EventId): void => void putRead.run(room.id, root, eventId),
  };
}
