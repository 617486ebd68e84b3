import { CodedError, type RoomId, type UserId } from '../../../preload/contract/index.ts';
import { asking, roomPath, untilJoined, userPath, type RoomParts } from '../rooms/index.ts';
import type { RoomLife } from './types.ts';
import { offeredVersions, upgradeRoom } from './upgrade.ts';

export type RoomLifeParts = Pick<RoomParts, 'http' | 'cache' | 'onSync' | 'announce' | 'userId'> & {
  /** Drops what is kept of a room outside of the cache: drafts, what waits to be sent, now or later. */
  dropUnsent(roomId: RoomId): void;
  /** Loads the whole member list of a room. */
  loadMembers(roomId: RoomId): Promise<void>;
};

/** Over the client-server API and the store. */
export class LiveRoomLife implements RoomLife {
  readonly #parts: RoomLifeParts;

  constructor(parts: RoomLifeParts) {
    this.#parts = parts;
  }

  async setLowPriority(roomId: RoomId, lowPriority: boolean): Promise<void> {
    const { http, userId } = this.#parts;
    const tag = (name: string): string => `${userPath(userId)}/rooms/${encodeURIComponent(roomId)}/tags/${name}`;
    if (!lowPriority) return void (await asking(http.json('DELETE', tag('m.lowpriority'))));
    await asking(http.json('PUT', tag('m.lowpriority'), { body: { order: 0.5 } }));
    await asking(http.json('DELETE', tag('m.favourite')));
  }

  async forget(roomId: RoomId): Promise<void> {
    const { http, cache, announce } = this.#parts;
    await asking(http.json('POST', `${roomPath(roomId)}/forget`, { body: {} })).catch((error: unknown) => {
      // What the server has forgotten already goes here too.
      if (!(error instanceof CodedError) || error.code !== 'room.unknown') throw error;
    });
    this.#parts.dropUnsent(roomId);
    const files = await cache.forgetRoom(roomId);
    announce({ rooms: [roomId], expired: { rooms: [], files } });
  }

  /** By way of the server of who administered the old room: it is in the new one. */
  async follow(roomId: RoomId): Promise<RoomId> {
    const { http, cache, userId } = this.#parts;
    const next = (await cache.room(roomId))?.successor?.roomId;
    if (!next) throw new CodedError('room.unknown', 'no room replaces this one');
    const members = (await cache.members(roomId)).filter(({ membership }) => membership === 'join');
    const admin = members.sort((one, other) => other.power - one.power)[0]?.userId ?? userId;
    const query = { server_name: admin.slice(admin.indexOf(':') + 1) };
    await asking(http.json('POST', `/_matrix/client/v3/join/${encodeURIComponent(next)}`, { query, body: {} }));
    await untilJoined(this.#parts, next);
    return next;
  }

  versions(): Promise<string[]> {
    return offeredVersions(this.#parts);
  }

  async upgrade(roomId: RoomId, version: string): Promise<{ roomId: RoomId; notInvited: UserId[] }> {
    await this.#parts.loadMembers(roomId);
    return upgradeRoom(this.#parts, roomId, version);
  }
}
