import type { EventId, UserId } from '../../preload/contract/index.ts';
import type { EventRecord, ReceiptRecord } from '../records/index.ts';
import { gather, keepSame } from './groups.ts';

export const nobody: UserId[] = [];

/**
 * Who has read up to which row (spec 11.8): the newest receipt of each other member, moved to the
 * nearest row at or before it. Who wrote a row has read up to it, and no receipt of theirs is shown
 * on it. Readers of a row come newest first; groups that did not change are those of `before`.
 */
export function placeReceipts(
  rows: readonly EventRecord[],
  relations: readonly EventRecord[],
  receipts: readonly ReceiptRecord[],
  own: UserId,
  before: ReadonlyMap<EventId, UserId[]> | undefined,
): Map<EventId, UserId[]> {
  const places = placesOf(rows, relations);
  const lastWritten = new Map(rows.map((event, index) => [event.sender, index]));
  const placed: { row: EventRecord; receipt: ReceiptRecord }[] = [];
  for (const receipt of newestOfEach(receipts, own)) {
    const place = places(receipt.eventId);
    const row = place === null || place < (lastWritten.get(receipt.userId) ?? -1) ? undefined : rows[place];
    if (row && row.sender !== receipt.userId) placed.push({ row, receipt });
  }
  placed.sort((a, b) => b.receipt.readAt - a.receipt.readAt);
  const readers = new Map<EventId, UserId[]>();
  for (const { row, receipt } of placed) gather(readers, row.eventId, receipt.userId);
  return keepSame(readers, before);
}

function newestOfEach(receipts: readonly ReceiptRecord[], own: UserId): Iterable<ReceiptRecord> {
  const newest = new Map<UserId, ReceiptRecord>();
  for (const receipt of receipts) {
    const known = newest.get(receipt.userId);
    if (receipt.userId !== own && (!known || receipt.readAt >= known.readAt)) newest.set(receipt.userId, receipt);
  }
  return newest.values();
}

/** Index of the row that an event is, or, for an edit or reaction, of the last row sent before it. */
function placesOf(rows: readonly EventRecord[], relations: readonly EventRecord[]): (eventId: EventId) => number | null {
  const byRow = new Map(rows.map((event, index) => [event.eventId, index]));
  const byRelation = new Map(relations.map((event) => [event.eventId, event.sentAt]));
  return (eventId) => {
    const row = byRow.get(eventId);
    if (row !== undefined) return row;
    const sentAt = byRelation.get(eventId);
    const before = sentAt === undefined ? -1 : rows.findLastIndex((event) => event.sentAt <= sentAt);
    return before < 0 ? null : before;
  };
}
