import type { EventRecord, Parting, RoomRecord } from '../../records/index.ts';
import { asString, membershipOf } from '../../records/index.ts';
import type { RoomRow } from './room-queries.ts';
import type { Tables } from './tables.ts';

/** How a membership ended by the hand of somebody else; null where there is nothing to tell of: an invitation that was withdrawn, a room one was not in. */
function howOf(before: RoomRecord['membership'], after: RoomRecord['membership'], told: boolean): Parting['how'] | null {
  if (after === 'ban') return before === 'join' || before === 'knock' || told ? 'banned' : null;
  if (before === 'ban') return told ? 'unbanned' : null;
  if (before === 'knock') return 'refused';
  return before === 'join' ? 'kicked' : null;
}

/** She left by herself: told only where it was from another device. A space leaves nothing to read behind. */
function leftElsewhere({ record, ledger }: RoomRow, own: EventRecord): Parting | null {
  const { membership, parting, type } = record;
  // The same event again.
  if (membership === 'leave') return parting;
  if (membership !== 'join' || ledger.leaving || type === 'm.space') return null;
  return { how: 'left', by: { userId: own.sender, name: null }, reason: '', at: own.sentAt };
}

/** What the agent is told of a room that she is not in any more; null while she is in it, and where she left from here. */
export function partingAfter(tables: Tables, room: RoomRow, own: EventRecord | undefined): RoomRecord['parting'] {
  if (!own) return room.record.parting ?? null;
  if (own.sender === tables.own) return leftElsewhere(room, own);
  const { membership, parting } = room.record;
  const before = membership === 'leave' && own.previousContent ? membershipOf(own.previousContent) : membership;
  const how = howOf(before, membershipOf(own.content), Boolean(parting));
  if (how === null) return null;
  const name = tables.state.member(room, own.sender)?.display_name ?? null;
  const reason = (asString(own.content['reason']) ?? '').slice(0, 500).trim();
  return { how, by: { userId: own.sender, name }, reason, at: own.sentAt };
}
