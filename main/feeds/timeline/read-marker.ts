import type { EventId, RoomId, UserId } from '../../../preload/contract/index.ts';
import type { EventCache, TimelineSlice } from '../../store/index.ts';

type Events = TimelineSlice['events'];

/** Where the read marker stood when the room was opened, among the rows then loaded. */
export type MarkerPlace =
  | { kind: 'after'; eventId: EventId }
  /** Older than what is loaded. */
  | { kind: 'above' }
  /** Everything was read, or nothing is known of it. */
  | { kind: 'none' };

/** Finds the last row that was read: the marker's, or the last of our own after it. */
export async function placeMarker(
  cache: EventCache,
  roomId: RoomId,
  marker: EventId | null,
  events: Events,
  own: UserId,
): Promise<MarkerPlace> {
  if (marker === null || events.length === 0) return { kind: 'none' };
  const read = Math.max(await indexOf(cache, roomId, marker, events), ownIndex(events, own));
  if (read === unknown) return { kind: 'none' };
  if (read === above) return { kind: 'above' };
  const unread = events.slice(read + 1).some(({ event }) => event.sender !== own);
  const last = events[read];
  return unread && last ? { kind: 'after', eventId: last.event.eventId } : { kind: 'none' };
}

const above = -1;
const unknown = -2;

/** Index of the last row at or before the marker, which may stand on an event that is no row. */
async function indexOf(cache: EventCache, roomId: RoomId, marker: EventId, events: Events): Promise<number> {
  const here = events.findIndex(({ event }) => event.eventId === marker);
  if (here >= 0) return here;
  const place = (await cache.event(roomId, marker))?.position;
  if (!place) return unknown;
  return events.findLastIndex(({ position: { chunk, index } }) => chunk < place.chunk || (chunk === place.chunk && index <= place.index));
}

function ownIndex(events: Events, own: UserId): number {
  const index = events.findLastIndex(({ event }) => event.sender === own && event.stateKey === null);
  return index < 0 ? unknown : index;
}
