import type { UserId } from '../../../preload/contract/index.ts';
import type { EventRecord } from '../../records/index.ts';
import type { SqlDatabase } from '../precious/types.ts';
import type { EventRow } from './event-rows.ts';
import { toEvent } from './event-rows.ts';
import type { RoomKey } from './room-queries.ts';

type Row = EventRow & { room_id: EventRecord['roomId'] };
const events = (rows: Row[]): EventRecord[] => rows.map((row) => toEvent(row, row.room_id));

/** Events whose trust may change, newest first. */
export function distrustQueries(db: SqlDatabase) {
  const ofSender = db.prepare<[string, number, number], Row>(
    `SELECT event.*, room.room_id FROM event JOIN room ON room.id = event.room
     WHERE sender = ? AND distrusted = 1 AND sent_at <= ? ORDER BY sent_at DESC LIMIT ? + 0`,
  );
  const inRoom = db.prepare<[number, number], Row>(
    `SELECT event.*, room.room_id FROM event JOIN room ON room.id = event.room
     WHERE event.room = ? AND distrusted = 1 ORDER BY sent_at DESC LIMIT ? + 0`,
  );
  return {
    /** Of all rooms, sent at `until` (milliseconds) or before. */
    ofSender: (sender: UserId, until: number, limit: number): EventRecord[] => events(ofSender.all(sender, until, limit)),
    inRoom: (room: RoomKey, limit: number): EventRecord[] => events(inRoom.all(room.id, limit)),
  };
}
