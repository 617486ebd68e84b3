import type { RoomId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import type { SqlDatabase } from '../precious/types.ts';
import { lifetimeOf } from './room-fields.ts';

/** Events removed of one room in one go. */
const batch = 500;

interface Policy {
  room: number;
  room_id: RoomId;
  content: string;
}

/**
 * Removes what the retention policy of each room has ended (state stays, as on servers), at most 500
 * events a room. `more`: another call has work to do.
 */
export function sweepRetention(db: SqlDatabase, now: number): { rooms: RoomId[]; more: boolean } {
  const policies = db
    .prepare<[], Policy>(
      "SELECT state.room, room.room_id, state.content FROM state JOIN room ON room.id = state.room WHERE type = 'm.room.retention' AND state_key = ''",
    )
    .all();
  const remove = db.prepare(
    'DELETE FROM event WHERE id IN (SELECT id FROM event WHERE room = ? AND state_key IS NULL AND sent_at < ? LIMIT ? + 0)',
  );
  const swept = policies.map(({ room, room_id: roomId, content }) => {
    const lifetime = lifetimeOf(JSON.parse(content) as JsonObject);
    return { roomId, removed: lifetime === null ? 0 : remove.run(room, now - lifetime, batch).changes };
  });
  return {
    rooms: swept.filter(({ removed }) => removed > 0).map(({ roomId }) => roomId),
    more: swept.some(({ removed }) => removed === batch),
  };
}
