import type { EventRecord, ParsedEvents } from '../../records/index.ts';
import { applyRedaction } from './apply-room.ts';
import { looseChunk } from './event-queries.ts';
import type { RoomRow } from './room-queries.ts';
import type { Tables } from './tables.ts';

/** Keeps events that were asked for beside the timeline. Runs in one transaction; answers them as they stand. */
export function keepLoose(tables: Tables, room: RoomRow, found: ParsedEvents): { events: EventRecord[]; next: string | null } {
  let index = tables.events.above(room, looseChunk);
  const events = found.events.flatMap((event) => {
    const kept = tables.events.keepLoose(room, tables.events.settled(room, event), index);
    index += 1;
    if (kept) applyRedaction(tables, room, kept);
    return kept ?? [];
  });
  return { events, next: found.next };
}
