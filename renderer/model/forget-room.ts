import type { AccountId, RoomId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { discardComposers } from './composers.ts';

/** Puts a room away for good: what the page holds of it goes first, so that it is not kept again. Rejects with `CodedError`. */
export async function forgetRoom(client: Client, room: { accountId: AccountId; roomId: RoomId }, signal: AbortSignal): Promise<void> {
  discardComposers(client, room.accountId, room.roomId);
  await client.call('roomLife.forget', room, { signal });
}
