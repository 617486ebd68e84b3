import type { EventPayload, RoomId } from '../../preload/contract/index.ts';
import type { EarlierNotification } from '../host/index.ts';
import type { LiveAccount } from '../matrix/index.ts';
import { tagOf } from '../notify/index.ts';
import type { AccountDirectory } from './directory.ts';
import type { Reply } from './replies.ts';

export interface EarlierParts {
  directory: Pick<AccountDirectory, 'settled' | 'open'>;
  openRoom(payload: EventPayload<'app.openRoom'>): void;
  onReply(reply: Reply): void;
}

/**
 * The agent used a notification that a former run had shown, perhaps the one that started this run:
 * its conversation opens, what was typed is sent. One of a room that is gone does nothing.
 */
export async function takeUpEarlier({ isOf, used }: EarlierNotification, { directory, openRoom, onReply }: EarlierParts): Promise<void> {
  await directory.settled();
  for (const account of directory.open()) {
    const roomId = await roomOf(account, isOf);
    if (roomId === null) continue;
    const { accountId } = account;
    if (used.kind === 'reply') return onReply({ accountId, roomId, text: used.text, message: null });
    if (used.kind === 'action') return account.rooms.setUnread(roomId, false);
    return openRoom({ accountId, roomId });
  }
}

async function roomOf({ accountId, cache }: LiveAccount, isOf: (tag: string) => boolean): Promise<RoomId | null> {
  return (await cache.rooms()).find(({ roomId }) => isOf(tagOf(accountId, roomId)))?.roomId ?? null;
}
