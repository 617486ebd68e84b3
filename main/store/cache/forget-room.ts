import type { RoomId } from '../../../preload/contract/index.ts';
import type { EventRecord } from '../../records/index.ts';
import type { SqlDatabase } from '../precious/types.ts';
import { toEvent, type EventFields } from './event-rows.ts';
import { hasFile } from './retention.ts';
import type { RoomKey } from './room-queries.ts';
import type { Tables } from './tables.ts';

/** The events of a room that carry files. */
export function fileQueries(db: SqlDatabase) {
  const messages = db.prepare<[number], EventFields>('SELECT * FROM event WHERE room = ? AND state_key IS NULL');
  return ({ id, roomId }: RoomKey): EventRecord[] => {
    const found: EventRecord[] = [];
    for (const row of messages.iterate(id)) {
      const event = toEvent(row, roomId);
      if (hasFile(event)) found.push(event);
    }
    return found;
  };
}

/** Removes a room with all that lies below it (search included, by its triggers); answers the events that carried files. */
export function forgetRoom(tables: Tables, roomId: RoomId): EventRecord[] {
  const room = tables.rooms.row(roomId);
  const files = room ? tables.files(room) : [];
  tables.rooms.forget(roomId);
  return files;
}

/** The agent is about to leave a room from here, or could not. Of a room that is not here nothing is told anyway. */
export function setLeaving(tables: Tables, roomId: RoomId, leaving: boolean): void {
  const room = tables.rooms.row(roomId);
  if (!room) return;
  room.ledger.leaving = leaving;
  tables.rooms.save(room);
}
