import { CodedError, roomId as roomIdSchema, type RoomId, type UserId } from '../../../preload/contract/index.ts';
import * as v from 'valibot';
import type { Json, JsonObject, RoomRecord } from '../../records/index.ts';
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

/** What may be a direct message, whatever an invitation or a list says of it. */
export const isOfTwo = (room: RoomRecord | null): boolean => room !== null && room.joinedCount + room.invitedCount <= 2;

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
  // What `m.direct` lists is believed of rooms of two alone: a list, or an invitation, may name any room.
  const rooms = (await parts.cache.rooms())
    .filter((room) => listed.includes(room.roomId) || room.directUserId === userId)
    .filter((room) => room.membership === 'invite' || isOfTwo(room));
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

type Marking = Pick<RoomParts, 'http' | 'userId'>;

/** Adds the room to `m.direct` (spec 11.10); `who`: a user id, or an address that has no account yet. */
export const markDirect = (parts: Marking, who: string, roomId: RoomId): Promise<void> =>
  changeDirect(parts, (rooms) => ({ ...rooms, [who]: [...listedFor(rooms, who, roomId), roomId] }));

/** Who had the address has come: the room is theirs. */
export const moveDirect = (parts: Marking, address: string, userId: UserId, roomId: RoomId): Promise<void> =>
  changeDirect(parts, (rooms) => {
    const left = listedFor(rooms, address, roomId);
    const { [address]: _waited, ...others } = rooms;
    return { ...others, ...(left.length > 0 ? { [address]: left } : {}), [userId]: [...listedFor(rooms, userId, roomId), roomId] };
  });

/** A room that was left is nobody's direct message. */
export const unmarkDirect = (parts: Marking, roomId: RoomId): Promise<void> =>
  changeDirect(parts, (rooms) => {
    const kept = Object.keys(rooms).map((who): [string, Json[]] => [who, listedFor(rooms, who, roomId)]);
    return Object.fromEntries(kept.filter(([, ids]) => ids.length > 0));
  });

/** The other rooms that are listed for somebody. */
const listedFor = (rooms: JsonObject, who: string, except: RoomId): Json[] => {
  const ids = rooms[who];
  return Array.isArray(ids) ? ids.filter((id) => id !== except) : [];
};

/** The server's version is read first: another device may have changed it. */
async function changeDirect(parts: Marking, change: (rooms: JsonObject) => JsonObject): Promise<void> {
  const path = `${userPath(parts.userId)}/account_data/m.direct`;
  const current = await parts.http.json('GET', path).catch((error: unknown): JsonObject => {
    if (error instanceof CodedError && error.detail.errcode === 'M_NOT_FOUND') return {};
    throw error;
  });
  await parts.http.json('PUT', path, { body: change(current) });
}

/** Inviter of an invitation to a direct message that is not listed yet in `m.direct`; null for other rooms. */
export async function directInviter(parts: Pick<RoomParts, 'cache'>, roomId: RoomId): Promise<UserId | null> {
  const room = await parts.cache.room(roomId);
  return room?.membership === 'invite' && room.directUserId !== null ? (room.inviter?.userId ?? null) : null;
}
