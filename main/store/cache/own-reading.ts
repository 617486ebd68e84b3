import type { EventId, UserId } from '../../../preload/contract/index.ts';
import type { EventRecord, ParsedRoom } from '../../records/index.ts';
import { isMessage, membershipOf, threadOf } from '../../records/index.ts';
import type { RoomRow } from './room-queries.ts';
import type { Tables } from './tables.ts';

/** The later of two places; an event that is not stored is taken to be older. */
export function laterOf(tables: Tables, room: RoomRow, a: EventId | null, b: EventId): EventId {
  const [first, second] = [a === null ? null : tables.events.find(room, a), tables.events.find(room, b)];
  if (!first) return b;
  if (!second) return first.event_id;
  return first.chunk > second.chunk || (first.chunk === second.chunk && first.idx > second.idx) ? first.event_id : b;
}

const mostToldReads = 8;

/** Read up to a message in the conversation outside of threads. Where that is not stored (it lies in a gap) it is kept in mind. */
export function readUpTo(tables: Tables, room: RoomRow, eventId: EventId): void {
  const { ledger, record } = room;
  if (record.readMarker === null || tables.events.find(room, eventId))
    record.readMarker = laterOf(tables, room, record.readMarker, eventId);
  else ledger.toldReads = [...ledger.toldReads.filter((told) => told !== eventId), eventId].slice(-mostToldReads);
}

/** Gaps may have been filled: what is stored now moves the marker. True where all of it is known. */
export function settleReads(tables: Tables, room: RoomRow): boolean {
  const told = room.ledger.toldReads;
  room.ledger.toldReads = told.filter((eventId) => !tables.events.placed(room, eventId));
  for (const eventId of told) if (!room.ledger.toldReads.includes(eventId)) readUpTo(tables, room, eventId);
  return room.ledger.toldReads.length === 0;
}

export function readThread(tables: Tables, room: RoomRow, root: EventId, eventId: EventId): void {
  tables.unread.putThreadRead(room, root, laterOf(tables, room, tables.unread.threadRead(room, root), eventId));
}

const cameIn = (event: EventRecord, own: UserId): boolean =>
  event.type === 'm.room.member' &&
  event.stateKey === own &&
  membershipOf(event.content) === 'join' &&
  event.previousContent?.['membership'] !== 'join';

/** Whoever writes has read what stands above; whoever comes in has nothing unread of before. */
export function noteOwnEvents(tables: Tables, room: RoomRow, events: readonly EventRecord[]): void {
  for (const event of events) {
    const wrote = event.sender === tables.own && isMessage(event);
    const root = wrote ? threadOf(event) : null;
    if (root !== null) readThread(tables, room, root, event.eventId);
    else if (wrote || cameIn(event, tables.own)) room.ledger.spoke = laterOf(tables, room, room.ledger.spoke, event.eventId);
  }
}

/**
 * Our receipts, public and private (spec 11.8, 11.9; MSC2285), from whichever client: one without a
 * thread speaks of the whole room, `main` of what stands outside of threads. Others are kept to be shown. True where one was told.
 */
export function applyReceipts(tables: Tables, room: RoomRow, { receipts }: ParsedRoom): boolean {
  for (const { userId, eventId, readAt, threadId } of receipts) {
    const inMain = threadId === null || threadId === 'main';
    if (inMain) tables.receipts.put(room, userId, eventId, readAt);
    if (userId !== tables.own) continue;
    if (inMain) readUpTo(tables, room, eventId);
    else readThread(tables, room, threadId as EventId, eventId);
    if (threadId === null) room.ledger.readAll = laterOf(tables, room, room.ledger.readAll, eventId);
  }
  return receipts.some(({ threadId }) => threadId === null || threadId === 'main');
}
