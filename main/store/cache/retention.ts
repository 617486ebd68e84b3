import type { RoomId } from '../../../preload/contract/index.ts';
import type { EventRecord, JsonObject } from '../../records/index.ts';
import { asObject, readableEvent } from '../../records/index.ts';
import type { SqlDatabase } from '../precious/types.ts';
import { toEvent, type EventFields } from './event-rows.ts';
import { lifetimeOf } from './room-fields.ts';

/** Events removed of one room in one go. */
const batch = 500;

interface Policy {
  room: number;
  room_id: RoomId;
  content: string;
}

/** Whether an event carries a file, or the picture of one. */
export function hasFile(event: EventRecord): boolean {
  const { content } = readableEvent(event);
  const info = asObject(content['info']);
  return [content['url'], content['file'], info['thumbnail_url'], info['thumbnail_file']].some((where) => where !== undefined);
}

/**
 * Removes what the retention policy of each room has ended (state stays, as on servers), at most 500
 * events a room. `files`: those that carried files, which are kept elsewhere; `more`: another call has work to do.
 */
export function sweepRetention(db: SqlDatabase, now: number): { rooms: RoomId[]; files: EventRecord[]; more: boolean } {
  const policies = db
    .prepare<[], Policy>(
      "SELECT state.room, room.room_id, state.content FROM state JOIN room ON room.id = state.room WHERE type = 'm.room.retention' AND state_key = ''",
    )
    .all();
  const remove = db.prepare<[number, number, number], EventFields>(
    'DELETE FROM event WHERE id IN (SELECT id FROM event WHERE room = ? AND state_key IS NULL AND sent_at < ? LIMIT ? + 0) RETURNING *',
  );
  const swept = policies.map(({ room, room_id: roomId, content }) => {
    const lifetime = lifetimeOf(JSON.parse(content) as JsonObject);
    return { roomId, removed: lifetime === null ? [] : remove.all(room, now - lifetime, batch).map((row) => toEvent(row, roomId)) };
  });
  return {
    rooms: swept.filter(({ removed }) => removed.length > 0).map(({ roomId }) => roomId),
    files: swept.flatMap(({ removed }) => removed.filter(hasFile)),
    more: swept.some(({ removed }) => removed.length === batch),
  };
}
