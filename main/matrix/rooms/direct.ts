import { CodedError, roomId as roomIdSchema, type RoomId, type UserId } from '../../../preload/contract/index.ts';
import * as v from 'valibot';
import type { JsonObject } from '../../records/index.ts';
import { asking, userPath, type RoomParts } from './parts.ts';
import { expectPast } from './past.ts';
import { directRoom } from './payloads.ts';
import { untilJoined } from './usable.ts';

/**
 * Opens the direct message with a user: the one both are in, else one to which they invited us
 * (it is joined), else one to which we invited them, else a new one.
 */
export async function createDirect(parts: RoomParts, userId: UserId): Promise<RoomId> {
  const existing = await findDirect(parts, userId);
  if (existing !== null) {
    if (existing.membership === 'invite') {
      await asking(parts.http.json('POST', joinPath(existing.roomId), { body: {} }));
      await expectPast(parts, existing.roomId, userId);
    }
    await untilJoined(parts, existing.roomId);
    return existing.roomId;
  }
  await checkUser(parts, userId);
  const roomId = await createRoom(parts, directRoom(userId));
  await markDirect(parts, userId, roomId);
  await untilJoined(parts, roomId, { direct: true, encrypted: true });
  return roomId;
}

export const joinPath = (roomId: RoomId): string => `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/join`;

/** `POST /createRoom`. */
export async function createRoom(parts: Pick<RoomParts, 'http'>, body: JsonObject): Promise<RoomId> {
  const answer = await parts.http.json('POST', '/_matrix/client/v3/createRoom', { body });
  const made = v.safeParse(roomIdSchema, answer['room_id']);
  if (!made.success) throw new CodedError('server.error', 'the answer to /createRoom holds no room_id');
  return made.output;
}

type Found = { roomId: RoomId; membership: 'join' | 'invite' };

async function findDirect(parts: RoomParts, userId: UserId): Promise<Found | null> {
  const listed = idsOf(await parts.cache.accountData('m.direct'), userId);
  const rooms = (await parts.cache.rooms()).filter((room) => listed.includes(room.roomId) || room.directUserId === userId);
  const theirs = new Map<RoomId, string | undefined>();
  for (const room of rooms) {
    const [member] = await parts.cache.profiles(room.roomId, [userId]);
    theirs.set(room.roomId, member?.membership);
  }
  const found = (own: 'join' | 'invite', membership: string): Found | undefined =>
    rooms.flatMap((room) =>
      room.membership === own && theirs.get(room.roomId) === membership ? [{ roomId: room.roomId, membership: own }] : [],
    )[0];
  return found('join', 'join') ?? invitation(rooms, userId) ?? found('join', 'invite') ?? null;
}

function invitation(
  rooms: { roomId: RoomId; membership: string; inviter: { userId: UserId } | null }[],
  userId: UserId,
): Found | undefined {
  const room = rooms.find((one) => one.membership === 'invite' && one.inviter?.userId === userId);
  return room && { roomId: room.roomId, membership: 'invite' };
}

function idsOf(direct: JsonObject | null, userId: UserId): unknown[] {
  const ids = direct?.[userId];
  return Array.isArray(ids) ? ids : [];
}

/** Refuses users that their server does not know (404; Synapse says `M_UNKNOWN` with it); a server that will not tell is no reason to refuse. */
export async function checkUser(parts: Pick<RoomParts, 'http'>, userId: UserId): Promise<void> {
  try {
    await parts.http.json('GET', `/_matrix/client/v3/profile/${encodeURIComponent(userId)}`);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (error.detail.status === 404) throw new CodedError('user.unknown', 'there is no such user', { cause: error });
    if (error.code.startsWith('network.') || error.code.startsWith('auth.')) throw error;
  }
}

/** Adds the room to `m.direct` (spec 11.10). The server's version is read first: another device may have changed it. */
export async function markDirect(parts: Pick<RoomParts, 'http' | 'userId'>, userId: UserId, roomId: RoomId): Promise<void> {
  const path = `${userPath(parts.userId)}/account_data/m.direct`;
  const current = await parts.http.json('GET', path).catch((error: unknown): JsonObject => {
    if (error instanceof CodedError && error.detail.errcode === 'M_NOT_FOUND') return {};
    throw error;
  });
  const before = current[userId];
  const ids = Array.isArray(before) ? before.filter((id) => id !== roomId) : [];
  await parts.http.json('PUT', path, { body: { ...current, [userId]: [...ids, roomId] } });
}

/** Inviter of an invitation to a direct message that is not listed yet in `m.direct`; null for other rooms. */
export async function directInviter(parts: Pick<RoomParts, 'cache'>, roomId: RoomId): Promise<UserId | null> {
  const room = await parts.cache.room(roomId);
  return room?.membership === 'invite' && room.directUserId !== null ? (room.inviter?.userId ?? null) : null;
}
