import { CodedError, type EventId, type RoomId, type UserId } from '../../../preload/contract/index.ts';
import { encryptionTarget, loadMembers } from '../queue/index.ts';
import type { RoomActions } from '../types.ts';
import { createPlanned, type MadeRoom } from './create.ts';
import { checkUser, createDirect, directInviter, isOfTwo, joinPath, markDirect, unmarkDirect } from './direct.ts';
import { fillHole } from './history.ts';
import { asking, roomPath, userPath, type RoomParts } from './parts.ts';
import { expectPast, inviterOf, sharePast } from './past.ts';
import { Reading } from './reading.ts';
import type { RoomPlan } from './room-plan.ts';
import { Typing } from './typing.ts';
import { untilJoined } from './usable.ts';

/** What an agent does in rooms, over the client-server API and the store. */
export class Rooms implements RoomActions {
  readonly #parts: RoomParts;
  readonly #reading: Reading;
  readonly #typing: Typing;
  readonly #loading = new Map<RoomId, Promise<void>>();

  constructor(parts: RoomParts, now: () => number) {
    this.#parts = parts;
    this.#reading = new Reading(parts);
    this.#typing = new Typing(parts, now);
  }

  /** The connection is back. */
  resume(): Promise<void> {
    return this.#reading.resume();
  }

  createDirect(userId: UserId): Promise<RoomId> {
    return createDirect(this.#parts, userId);
  }

  create(plan: RoomPlan): Promise<MadeRoom> {
    return createPlanned(this.#parts, plan);
  }

  async invite(roomId: RoomId, userId: UserId): Promise<void> {
    await checkUser(this.#parts, userId);
    await asking(this.#parts.http.json('POST', `${roomPath(roomId)}/invite`, { body: { user_id: userId } }));
    await sharePast(this.#parts, roomId, userId);
  }

  async join(roomId: RoomId): Promise<void> {
    const inviter = await directInviter(this.#parts, roomId);
    const host = await inviterOf(this.#parts, roomId);
    await asking(this.#parts.http.json('POST', joinPath(roomId), { body: {} }));
    await expectPast(this.#parts, roomId, host);
    await untilJoined(this.#parts, roomId);
    if (inviter === null || !isOfTwo(await this.#parts.cache.room(roomId))) return;
    await markDirect(this.#parts, inviter, roomId);
    await untilJoined(this.#parts, roomId, { direct: true });
  }

  async leave(roomId: RoomId): Promise<void> {
    const listed = JSON.stringify((await this.#parts.cache.accountData('m.direct')) ?? {}).includes(JSON.stringify(roomId));
    await this.#parts.cache.leaving(roomId, true);
    try {
      await asking(this.#parts.http.json('POST', `${roomPath(roomId)}/leave`, { body: {} }));
    } catch (error) {
      await this.#parts.cache.leaving(roomId, false);
      throw error;
    }
    // Left is left, whatever becomes of the list.
    if (listed) await unmarkDirect(this.#parts, roomId).catch(() => undefined);
  }

  async setFavourite(roomId: RoomId, favourite: boolean): Promise<void> {
    const path = `${userPath(this.#parts.userId)}/rooms/${encodeURIComponent(roomId)}/tags/m.favourite`;
    await asking(this.#parts.http.json(favourite ? 'PUT' : 'DELETE', path, favourite ? { body: { order: 0.5 } } : {}));
  }

  async setTopic(roomId: RoomId, topic: string): Promise<void> {
    await asking(this.#parts.http.json('PUT', `${roomPath(roomId)}/state/m.room.topic/`, { body: { topic } }));
  }

  /** The rest of the member event stays as it is on the server. */
  async setOwnName(roomId: RoomId, name: string): Promise<void> {
    const path = `${roomPath(roomId)}/state/m.room.member/${encodeURIComponent(this.#parts.userId)}`;
    const current = await asking(this.#parts.http.json('GET', path));
    await asking(this.#parts.http.json('PUT', path, { body: { ...current, displayname: name } }));
  }

  markRead(roomId: RoomId, eventId: EventId): Promise<void> {
    return this.#reading.markRead(roomId, eventId);
  }

  setUnread(roomId: RoomId, unread: boolean): Promise<void> {
    return unread ? this.#reading.markUnread(roomId) : this.#reading.markWhole(roomId);
  }

  markAllRead(): Promise<void> {
    return this.#reading.markAll();
  }

  async setTyping(roomId: RoomId, typing: boolean): Promise<void> {
    const told = this.#parts.privacy().typing && (await this.#typing.set(roomId, typing));
    if (!this.#parts.privacy().typing && typing) await this.#prepare(roomId).catch(() => undefined);
    if (told && typing) await this.#prepare(roomId).catch(() => undefined);
  }

  async paginate(roomId: RoomId, hole: { chunk: number; token: string }, count: number): Promise<void> {
    await fillHole(this.#parts, roomId, hole, count);
  }

  async loadMembers(roomId: RoomId): Promise<void> {
    const room = await this.#parts.cache.room(roomId);
    if (room === null) throw new CodedError('room.unknown', 'no such room');
    if (room.membersComplete || room.membership !== 'join') return;
    const loading = this.#loading.get(roomId) ?? this.#load(roomId);
    this.#loading.set(roomId, loading);
    await loading;
  }

  retryDecryption(roomId: RoomId): Promise<void> {
    return this.#parts.decryptRoom(roomId);
  }

  async #load(roomId: RoomId): Promise<void> {
    try {
      await asking(loadMembers(this.#parts, roomId));
      this.#parts.announce({ members: [roomId], rooms: [roomId] });
    } finally {
      this.#loading.delete(roomId);
    }
  }

  /** Shares the room key while the agent is still writing. */
  async #prepare(roomId: RoomId): Promise<void> {
    const target = await encryptionTarget(this.#parts, roomId);
    if (target !== null) (await this.#parts.crypto()).prepare(target);
  }
}
