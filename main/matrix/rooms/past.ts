import type { RoomId, UserId } from '../../../preload/contract/index.ts';
import type { RoomRecord } from '../../records/index.ts';
import type { RoomParts } from './parts.ts';

type Parts = Pick<RoomParts, 'cache' | 'crypto'>;

const isOpen = (room: RoomRecord | null): boolean =>
  room?.encrypted === true && (room.historyVisibility === 'shared' || room.historyVisibility === 'world_readable');

/** Gives who was just invited the keys of the past, where new members may read it (MSC4268). Never rejects, waits for no network. */
export async function sharePast({ cache, crypto }: Parts, roomId: RoomId, userId: UserId): Promise<void> {
  if (!isOpen(await cache.room(roomId).catch(() => null))) return;
  await crypto().then(
    ({ history }) => history.share(roomId, userId),
    () => undefined,
  );
}

/** Who invited us to this room; null where nobody did. */
export async function inviterOf({ cache }: Pick<RoomParts, 'cache'>, roomId: RoomId): Promise<UserId | null> {
  const room = await cache.room(roomId);
  return room?.membership === 'invite' ? (room.inviter?.userId ?? null) : null;
}

/** After an invitation was accepted: who invited may send the keys of the past. Never rejects, waits for no network. */
export async function expectPast({ crypto }: Pick<RoomParts, 'crypto'>, roomId: RoomId, inviter: UserId | null): Promise<void> {
  if (inviter === null) return;
  await crypto().then(
    ({ history }) => history.expect(roomId, inviter),
    () => undefined,
  );
}
