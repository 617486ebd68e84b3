import { CodedError, type RoomId, type SpaceRoom, type UserId } from '../../../preload/contract/index.ts';
import { asArray, asObject, type JsonObject } from '../../records/index.ts';
import { putState, stateNow } from '../administration/index.ts';
import { asking, createWith, inviteAll, roomBody, untilJoined, type RoomParts } from '../rooms/index.ts';
import { knowsRestricted, openTo, restrictedTo } from './access.ts';
import { hierarchyOf, spaceRoomOf } from './hierarchy.ts';
import type { Spaces } from './types.ts';

const childType = 'm.space.child';

/** `POST /createRoom` of a private space: nobody talks in it. */
const spaceBody = (name: string, topic: string): JsonObject => ({
  preset: 'private_chat',
  visibility: 'private',
  name,
  ...(topic === '' ? {} : { topic }),
  creation_content: { type: 'm.space' },
  power_level_content_override: { events_default: 100 },
  initial_state: [
    { type: 'm.room.history_visibility', state_key: '', content: { history_visibility: 'invited' } },
    { type: 'm.room.guest_access', state_key: '', content: { guest_access: 'forbidden' } },
    { type: 'im.vector.room.access_rules', state_key: '', content: { rule: 'restricted' } },
  ],
});

/** Private spaces and the rooms in them, over the client-server API. */
export class LiveSpaces implements Spaces {
  readonly #parts: RoomParts;

  constructor(parts: RoomParts) {
    this.#parts = parts;
  }

  async create({ name, topic, invite }: { name: string; topic: string; invite: UserId[] }) {
    const roomId = await createWith(this.#parts, spaceBody(name, topic));
    const notInvited = await inviteAll(this.#parts, roomId, invite);
    await untilJoined(this.#parts, roomId);
    return { roomId, notInvited };
  }

  async rooms(spaceId: RoomId): Promise<SpaceRoom[]> {
    const space = await this.#parts.cache.room(spaceId);
    if (space === null) throw new CodedError('room.unknown', 'no such space');
    const told = await hierarchyOf(this.#parts, spaceId);
    const order = [...space.children, ...told.keys()].filter((roomId, at, all) => told.has(roomId) && all.indexOf(roomId) === at);
    const joined = new Set((await this.#parts.cache.rooms()).flatMap((room) => (room.membership === 'join' ? [room.roomId] : [])));
    return order.map((roomId) => spaceRoomOf(roomId, told.get(roomId) ?? {}, joined.has(roomId)));
  }

  async add(spaceId: RoomId, roomIds: RoomId[], open: boolean): Promise<RoomId[]> {
    const closed: RoomId[] = [];
    for (const roomId of roomIds) {
      const room = await this.#parts.cache.room(roomId);
      if (room === null) throw new CodedError('room.unknown', 'no such room');
      await this.#place(spaceId, roomId);
      if (open && !(await openTo(this.#parts, spaceId, room))) closed.push(roomId);
    }
    return closed;
  }

  remove(spaceId: RoomId, roomId: RoomId): Promise<void> {
    return putState(this.#parts, spaceId, childType, {}, roomId);
  }

  /** A server that knows no restricted rooms, or refuses one, is asked for one by invitation. */
  async createRoom(spaceId: RoomId, name: string): Promise<{ roomId: RoomId; open: boolean }> {
    const body = roomBody({ kind: 'private', template: 'conversation', name, topic: '', federated: true, invite: [] });
    const rule = { type: 'm.room.join_rules', state_key: '', content: restrictedTo(spaceId) };
    const inSpace = { ...body, initial_state: [...(asArray(body['initial_state']) as JsonObject[]), rule] };
    const open = await createWith(this.#parts, inSpace).catch((error: unknown) => {
      if (error instanceof CodedError && error.code === 'room.not-created') return null;
      throw error;
    });
    const roomId = open ?? (await createWith(this.#parts, body));
    await this.#place(spaceId, roomId);
    await untilJoined(this.#parts, roomId, { encrypted: true });
    const version = (await this.#parts.cache.room(roomId))?.version ?? '1';
    return { roomId, open: open !== null && knowsRestricted(version) };
  }

  async join(spaceId: RoomId, roomId: RoomId): Promise<void> {
    const child = await stateNow(this.#parts, spaceId, childType, roomId);
    const server = asArray(asObject(child)['via']).find((one) => typeof one === 'string');
    const query = server === undefined ? {} : { query: { server_name: server } };
    await asking(this.#parts.http.json('POST', `/_matrix/client/v3/join/${encodeURIComponent(roomId)}`, { body: {}, ...query }));
    await untilJoined(this.#parts, roomId);
  }

  #place(spaceId: RoomId, roomId: RoomId): Promise<void> {
    const { userId } = this.#parts;
    return putState(this.#parts, spaceId, childType, { via: [userId.slice(userId.indexOf(':') + 1)] }, roomId);
  }
}
