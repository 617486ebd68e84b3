import type { RoomId } from '../../../preload/contract/index.ts';
import type { DecryptionResult } from '../../records/index.ts';
import { boundedDecryption } from '../../records/index.ts';
import type { AccountFacts } from './account-facts.ts';
import { mentions } from './apply-room.ts';
import type { EventRow } from './event-rows.ts';
import { toEvent } from './event-rows.ts';
import { refreshRoom } from './refresh-room.ts';
import type { RoomRow } from './room-queries.ts';
import type { Tables } from './tables.ts';

/** Whether an event lies after what the agent has read; not so where nothing says what was read. */
function isUnread(tables: Tables, room: RoomRow, row: EventRow): boolean {
  const read = room.record.readMarker === null ? null : tables.events.find(room, room.record.readMarker);
  if (!read) return false;
  return row.chunk > read.chunk || (row.chunk === read.chunk && row.idx > read.idx);
}

/** Keeps the results of one room; true where an event changed. */
function saveRoom(tables: Tables, room: RoomRow, results: DecryptionResult[]): boolean {
  // One that was readable before was counted then; only its shield is new.
  const readable = new Set(results.map(({ eventId }) => eventId).filter((id) => tables.events.find(room, id)?.status === 'ok'));
  const saved = results.flatMap(
    ({ eventId, decryption }) => tables.events.saveDecryption(room, eventId, boundedDecryption(decryption)) ?? [],
  );
  const first = saved.filter((row) => !readable.has(row.event_id));
  const newMentions = first.filter((row) => mentions(toEvent(row, room.roomId), tables.own) && isUnread(tables, room, row));
  room.ledger.ownMentions += newMentions.length;
  return saved.length > 0;
}

/** Keeps results of decryption that came after the commit. Runs in one transaction; answers the rooms in which an event changed. */
export function saveDecrypted(tables: Tables, results: DecryptionResult[], facts: AccountFacts, now: number): RoomId[] {
  const byRoom = Map.groupBy(results, (result) => result.roomId);
  return [...byRoom].flatMap(([roomId, ofRoom]) => {
    const room = tables.rooms.row(roomId);
    if (!room || !saveRoom(tables, room, ofRoom)) return [];
    refreshRoom(tables, room, facts, now);
    tables.rooms.save(room);
    return [roomId];
  });
}
