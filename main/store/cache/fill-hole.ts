import type { EventRecord, ParsedMessages } from '../../records/index.ts';
import { applyRedaction } from './apply-room.ts';
import { closeBetween } from './keep-context.ts';
import type { RoomRow } from './room-queries.ts';
import type { Tables } from './tables.ts';
import type { TimelineHole } from './types.ts';

interface Filled {
  /** Newest first, as they came. */
  events: EventRecord[];
  /** The older chunk of which an event came: the two runs meet. */
  met: number | null;
}

/** Inserts downwards from the oldest event of the chunk, until the runs meet. */
function insertBelow(tables: Tables, room: RoomRow, chunk: number, events: EventRecord[]): Filled {
  const filled: Filled = { events: [], met: null };
  let index = tables.events.below(room, chunk);
  for (const event of events) {
    const known = tables.events.placed(room, event.eventId);
    if (known && known.chunk < chunk) return { ...filled, met: known.chunk };
    const kept = tables.events.settled(room, event);
    if (known || !tables.events.insert(room, kept, chunk, index)) continue;
    index -= 1;
    filled.events.push(kept);
    applyRedaction(tables, room, kept);
  }
  return filled;
}

/** What remains of the hole: nothing where the runs meet, at the start of the room, or where the server makes no way. */
function leaveHole(tables: Tables, room: RoomRow, hole: TimelineHole, end: string | null, met: number | null): void {
  if (met !== null) closeBetween(tables, room, met, hole.chunk);
  else if (end === null || end === hole.token) tables.timelines.dropHole(room, hole.chunk);
  else tables.timelines.putHole(room, { chunk: hole.chunk, token: end });
}

/**
 * Keeps an answer of `GET /messages` (`dir=b`) from the token of a hole. Answers the new events,
 * oldest first; none where the hole was filled in the meantime. Runs in one transaction.
 */
export function fillHole(tables: Tables, room: RoomRow, hole: TimelineHole, messages: ParsedMessages): EventRecord[] {
  const current = tables.timelines.holeBefore(room, { chunk: hole.chunk, index: 0 });
  if (current?.chunk !== hole.chunk || current.token !== hole.token) return [];
  const { events, met } = insertBelow(tables, room, hole.chunk, messages.events);
  tables.state.addMembers(room, messages.state);
  leaveHole(tables, room, hole, messages.end, met);
  return events.reverse();
}
