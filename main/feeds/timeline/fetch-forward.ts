import type { RoomId } from '../../../preload/contract/index.ts';
import type { Account } from '../../matrix/index.ts';
import type { TimelinePosition } from '../../records/index.ts';

/** Asks the server for up to `count` events behind a run that ends in a hole; false where there is nothing to ask for. Rejects with `CodedError`. */
export async function fetchForward(account: Account, roomId: RoomId, position: TimelinePosition, count: number): Promise<boolean> {
  const way = await account.cache.wayForward(roomId, position);
  if (way?.kind === 'forward') await account.conversation.goForward(roomId, way, count);
  if (way?.kind === 'hole') await account.rooms.paginate(roomId, way.hole, count);
  return way !== null;
}
