import type { RoomId } from '../../../preload/contract/index.ts';
import type { DecryptionResult } from '../../records/index.ts';
import { boundedDecryption } from '../../records/index.ts';
import type { AccountFacts } from './account-facts.ts';
import { assess } from './assess.ts';
import { toEvent } from './event-rows.ts';
import { refreshRoom } from './refresh-room.ts';
import type { RoomRow } from './room-queries.ts';
import type { Tables } from './tables.ts';

/** Keeps the results of one room; true where an event changed. */
function saveRoom(tables: Tables, room: RoomRow, results: DecryptionResult[], facts: AccountFacts): boolean {
  const saved = results.flatMap(
    ({ eventId, decryption }) => tables.events.saveDecryption(room, eventId, boundedDecryption(decryption)) ?? [],
  );
  const events = saved.map((row) => toEvent(row, room.roomId));
  assess(tables, room, events, facts);
  return saved.length > 0;
}

/** Keeps results of decryption that came after the commit. Runs in one transaction; answers the rooms in which an event changed. */
export function saveDecrypted(tables: Tables, results: DecryptionResult[], facts: AccountFacts, now: number): RoomId[] {
  const byRoom = Map.groupBy(results, (result) => result.roomId);
  return [...byRoom].flatMap(([roomId, ofRoom]) => {
    const room = tables.rooms.row(roomId);
    if (!room || !saveRoom(tables, room, ofRoom, facts)) return [];
    refreshRoom(tables, room, facts, now);
    tables.rooms.save(room);
    return [roomId];
  });
}
