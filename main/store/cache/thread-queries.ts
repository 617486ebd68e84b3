import type { EventId } from '../../../preload/contract/index.ts';
import type { SqlDatabase } from '../precious/types.ts';
import type { EventRow } from './event-rows.ts';
import { toEvent } from './event-rows.ts';
import type { RoomKey } from './room-queries.ts';
import type { ThreadRecord } from './types.ts';

/** Threads as far as their messages are stored. */
export function threadQueries(db: SqlDatabase) {
  const nextRoot = db.prepare<[number, string], { root: EventId }>(
    "SELECT rel_target AS root FROM event WHERE room = ? AND rel_type = 'm.thread' AND rel_target > ? ORDER BY rel_target LIMIT 1",
  );
  const count = db.prepare<[number, string], { count: number }>(
    "SELECT count(*) AS count FROM event WHERE room = ? AND rel_target = ? AND rel_type = 'm.thread'",
  );
  const latest = db.prepare<[number, string], EventRow>(
    "SELECT * FROM event WHERE room = ? AND rel_target = ? AND rel_type = 'm.thread' ORDER BY +sent_at DESC LIMIT 1",
  );
  const one = (room: RoomKey, root: EventId): ThreadRecord[] => {
    const last = latest.get(room.id, root);
    return last ? [{ root, count: count.get(room.id, root)?.count ?? 0, latest: toEvent(last, room.roomId) }] : [];
  };
  return {
    /** The threads that begin with these messages. */
    of: (room: RoomKey, wanted: readonly EventId[]): ThreadRecord[] => wanted.flatMap((root) => one(room, root)),
    /** All that are known, at most `limit`; the one that was written in last comes first. */
    all(room: RoomKey, limit: number): ThreadRecord[] {
      const found: ThreadRecord[] = [];
      for (let next = nextRoot.get(room.id, ''); next && found.length < limit; next = nextRoot.get(room.id, next.root))
        found.push(...one(room, next.root));
      return found.sort((a, b) => b.latest.sentAt - a.latest.sentAt);
    },
  };
}
