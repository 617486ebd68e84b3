import * as v from 'valibot';
import {
  CodedError,
  roomAddress,
  roomId as roomIdSchema,
  type RoomAddress,
  type RoomGlimpse,
  type RoomId,
} from '../../../preload/contract/index.ts';
import { asCount, asObject, asString, mxcOf, nameOf } from '../../records/index.ts';
import { asking } from '../rooms/index.ts';
import type { DoorParts } from './parts.ts';

/** An object as a server sent it. */
export type Told = { [key: string]: unknown };

const longestTopic = 2000;

/** No such room, none that is shown to us, or no server that is known to have it (Synapse). */
const unseenStatus = [400, 403, 404];

const entries: { readonly [rule: string]: RoomGlimpse['entry'] } = {
  public: 'open',
  knock: 'request',
  knock_restricted: 'request',
};

/** A room as `/publicRooms` and the room summary describe it; null where it has no id. */
export async function glimpseOf(parts: DoorParts, told: Told, unruled: RoomGlimpse['entry']): Promise<RoomGlimpse | null> {
  const id = v.safeParse(roomIdSchema, told['room_id']);
  if (!id.success) return null;
  const alias = v.safeParse(roomAddress, told['canonical_alias']);
  const avatar = mxcOf(told['avatar_url']);
  const rule = asString(told['join_rule']);
  const count = told['num_joined_members'];
  return {
    roomId: id.output,
    alias: alias.success && isAlias(alias.output) ? alias.output : null,
    name: nameOf(told['name']) ?? '',
    topic: (asString(told['topic']) ?? '').slice(0, longestTopic).toWellFormed(),
    avatar: avatar === null ? null : parts.avatarUrl(avatar),
    memberCount: count === undefined ? null : asCount(count),
    encrypted: typeof told['encryption'] === 'string' || typeof told['im.nheko.summary.encryption'] === 'string',
    entry: rule === null ? unruled : Object.hasOwn(entries, rule) ? (entries[rule] ?? 'invitation') : 'invitation',
    membership: await membershipIn(parts, id.output),
  };
}

const isAlias = (address: RoomAddress): address is Exclude<RoomAddress, RoomId> => address.startsWith('#');

async function membershipIn({ cache }: DoorParts, roomId: RoomId): Promise<RoomGlimpse['membership']> {
  const membership = (await cache.room(roomId))?.membership;
  return membership === 'join' || membership === 'invite' || membership === 'knock' ? membership : null;
}

/** Spec: `GET /room_summary`. Where the server has none, an alias is looked up, and an id is taken as it is. */
export async function glimpse(parts: DoorParts, address: RoomAddress, via: string[]): Promise<RoomGlimpse> {
  const query = via.map((server) => `via=${encodeURIComponent(server)}`).join('&');
  const path = `/_matrix/client/v1/room_summary/${encodeURIComponent(address)}${query === '' ? '' : `?${query}`}`;
  const told = await parts.http.json('GET', path).catch((error: unknown) => {
    if (error instanceof CodedError && unseenStatus.includes(error.detail.status ?? 0)) return null;
    throw error;
  });
  const seen = told === null ? null : await glimpseOf(parts, told, 'invitation');
  return seen ?? unseen(parts, await idOf(parts, address), isAlias(address) ? address : null);
}

async function idOf({ http }: DoorParts, address: RoomAddress): Promise<RoomId> {
  if (!isAlias(address)) return address;
  const found = asObject(await asking(http.json('GET', `/_matrix/client/v3/directory/room/${encodeURIComponent(address)}`)));
  const id = v.safeParse(roomIdSchema, found['room_id']);
  if (!id.success) throw new CodedError('room.unknown', 'the address leads to no room');
  return id.output;
}

async function unseen(parts: DoorParts, roomId: RoomId, alias: RoomGlimpse['alias']): Promise<RoomGlimpse> {
  const membership = await membershipIn(parts, roomId);
  const nothing = { name: '', topic: '', avatar: null, memberCount: null, encrypted: false };
  return { roomId, alias, ...nothing, entry: 'invitation', membership };
}
