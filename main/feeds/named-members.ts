import type { RoomId, UserId } from '../../preload/contract/index.ts';
import type { SyncChanges } from '../records/index.ts';

/** Beyond this many members at once, one read of all is cheaper. */
const fewMembers = 200;

/** The members of a room whom a sync names; all where they are too many, or where it does not say. */
export function namedMembers(changes: SyncChanges, roomId: RoomId): readonly UserId[] | 'all' {
  const named = changes.memberIds.find((one) => one.roomId === roomId)?.userIds;
  if (named && named.length <= fewMembers) return named;
  return changes.members.includes(roomId) ? 'all' : [];
}
