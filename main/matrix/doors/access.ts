import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { CodedError, roomAlias, type RoomAlias, type RoomId } from '../../../preload/contract/index.ts';
import { asString, stateLevel, type RoomRecord } from '../../records/index.ts';
import { putState, stateNow } from '../administration/index.ts';
import { asking, untilRoom } from '../rooms/index.ts';
import { serverOf, type DoorParts } from './parts.ts';

const rulesType = 'im.vector.room.access_rules';

/** What the account may change of who comes in. */
export interface DoorRights {
  mayChangeLink: boolean;
  mayOpenToGuests: boolean;
}

export async function rightsIn(parts: DoorParts, room: RoomRecord): Promise<DoorRights> {
  const levels = await parts.cache.state(room.roomId, 'm.room.power_levels', '');
  const may = (...types: string[]): boolean =>
    room.membership === 'join' && types.every((type) => room.power.own >= stateLevel(levels, type));
  const direct = room.accessRule === 'direct' || room.directUserId !== null;
  const forum = !room.encrypted && !room.forcedUnencrypted && (room.accessRule !== null || room.joinRule === 'public');
  return {
    mayChangeLink: !direct && !forum && may('m.room.join_rules', 'm.room.canonical_alias', 'm.room.guest_access'),
    mayOpenToGuests: !direct && !forum && room.accessRule === 'restricted' && may(rulesType),
  };
}

/** Letters and figures of the name, then eleven that nobody guesses: the address of a private room is its key. */
export function linkName(name: string, random: Uint8Array = randomBytes(11)): string {
  const signs = 'abcdefghijklmnopqrstuvwxyz012345';
  const plain = name
    .normalize('NFKD')
    .replace(/[^0-9a-z]/giu, '')
    .slice(0, 100);
  return plain + [...random].map((byte) => signs.charAt(byte % signs.length)).join('');
}

/** Whoever has the address may come in from now on, or nobody more without an invitation. */
export async function setLinkAccess(parts: DoorParts, room: RoomRecord, open: boolean): Promise<void> {
  const { roomId } = room;
  if (open) await prepareLink(parts, room);
  const rule = open ? 'public' : 'invite';
  await putState(parts, roomId, 'm.room.join_rules', { join_rule: rule });
  await untilRoom(parts, roomId, (now) => now.joinRule === rule);
}

/** An address, told to everybody in the room; guests of the server (accounts without a name) stay outside. */
async function prepareLink(parts: DoorParts, { roomId, name }: RoomRecord): Promise<void> {
  const canonical = (await stateNow(parts, roomId, 'm.room.canonical_alias')) ?? {};
  if (asString(canonical['alias']) === null) {
    const alias = await makeAlias(parts, roomId, name ?? '');
    await putState(parts, roomId, 'm.room.canonical_alias', { ...canonical, alias });
  }
  const guests = await stateNow(parts, roomId, 'm.room.guest_access');
  if (guests?.['guest_access'] === 'can_join')
    await putState(parts, roomId, 'm.room.guest_access', { ...guests, guest_access: 'forbidden' });
}

async function makeAlias({ http, userId }: DoorParts, roomId: RoomId, name: string): Promise<RoomAlias> {
  const alias = v.parse(roomAlias, `#${linkName(name)}:${serverOf(userId)}`);
  await asking(http.json('PUT', `/_matrix/client/v3/directory/room/${encodeURIComponent(alias)}`, { body: { room_id: roomId } }));
  return alias;
}

/** `restricted` becomes `unrestricted`, all else of the rule stays: the server refuses any other change, and the way back. */
export async function openToGuests(parts: DoorParts, { roomId }: RoomRecord): Promise<void> {
  const rules = (await stateNow(parts, roomId, rulesType)) ?? {};
  if (rules['rule'] !== 'unrestricted') {
    await putState(parts, roomId, rulesType, { ...rules, rule: 'unrestricted' }).catch((error: unknown) => {
      if (!(error instanceof CodedError) || error.code !== 'room.forbidden') throw error;
      throw new CodedError('room.not-opened', 'the server refuses the rule', { detail: error.detail, cause: error });
    });
  }
  await untilRoom(parts, roomId, (now) => now.accessRule === 'unrestricted');
}
