import type { RoomId, SpaceRoom } from '../../../preload/contract/index.ts';
import { asArray, asCount, asObject, asString, isRoomId, nameOf, type JsonObject } from '../../records/index.ts';
import { asking, type RoomParts } from '../rooms/index.ts';

const most = 500;
const pageSize = 100;

/** Rooms of a space as the server tells of them, first level only (spec 11.36.3), by id. */
export async function hierarchyOf({ http }: Pick<RoomParts, 'http'>, spaceId: RoomId): Promise<Map<RoomId, JsonObject>> {
  const path = `/_matrix/client/v1/rooms/${encodeURIComponent(spaceId)}/hierarchy`;
  const found = new Map<RoomId, JsonObject>();
  let from: string | undefined;
  for (let asked = 0; asked < most; asked += pageSize) {
    const answer = await asking(http.json('GET', path, { query: { limit: pageSize, max_depth: 1, from } }));
    for (const room of asArray(answer['rooms']).map(asObject) as JsonObject[]) {
      if (isRoomId(room['room_id']) && room['room_id'] !== spaceId && room['room_type'] !== 'm.space') found.set(room['room_id'], room);
    }
    const next = asString(answer['next_batch']);
    if (next === null || next === from) break;
    from = next;
  }
  return found;
}

function entryOf(room: JsonObject, joined: boolean): SpaceRoom['entry'] {
  if (joined) return 'joined';
  const rule = room['join_rule'];
  if (rule === 'public' || rule === 'restricted') return 'open';
  return rule === 'knock' || rule === 'knock_restricted' ? 'ask' : 'invite';
}

export const spaceRoomOf = (roomId: RoomId, room: JsonObject, joined: boolean): SpaceRoom => ({
  roomId,
  name: nameOf(room['name']) ?? nameOf(room['canonical_alias']) ?? roomId,
  topic: (asString(room['topic']) ?? '').slice(0, 500),
  memberCount: asCount(room['num_joined_members']) ?? 0,
  entry: entryOf(room, joined),
});
