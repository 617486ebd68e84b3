import { CodedError, type RoomId, type UserId } from '../../../preload/contract/index.ts';
import { ignoredIn, mxcOf, nameOf, type JsonObject, type RoomRecord, type SyncChanges } from '../../records/index.ts';
import type { Hearers } from '../account/hearers.ts';
import { createRoom, markDirect } from '../rooms/direct.ts';
import { asking, roomPath, userPath, type RoomParts } from '../rooms/parts.ts';
import { directRoomByEmail } from '../rooms/payloads.ts';
import { untilJoined } from '../rooms/usable.ts';
import type { RoomActions, Unsubscribe } from '../types.ts';
import { DirectKeeper, roomsWaitingFor } from './direct-keeper.ts';
import { knownPeople, merged, searchDirectory, storedMutualRooms } from './directory.ts';
import type { IdentityServer } from './identity-server.ts';
import { ignoredType, withIgnored } from './ignored.ts';
import { mutualRooms } from './mutual-rooms.ts';
import type { FoundPeople, FoundPerson, Invitee, People, PeopleRules } from './types.ts';

export interface PeopleParts extends RoomParts {
  rooms: Pick<RoomActions, 'createDirect' | 'invite'>;
  rules: PeopleRules;
  identity: IdentityServer;
  hearers: Hearers<ReadonlySet<UserId>>;
}

/** People over the client-server API, the identity server and the store. */
export class LivePeople implements People {
  readonly #parts: PeopleParts;
  readonly #directs: DirectKeeper;
  #blocked: ReadonlySet<UserId> = new Set();
  /** Resolves once the stored list of blocked people is known. */
  readonly ready: Promise<void>;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
    this.#directs = new DirectKeeper(parts);
    this.ready = this.#readBlocked();
  }

  async search(query: string, signal: AbortSignal): Promise<FoundPeople> {
    const { cache, userId, http, rules } = this.#parts;
    const known = knownPeople(await cache.rooms(), query);
    const hidden = new Set([userId, ...this.#blocked]);
    const only = (directory: FoundPeople['directory'], problem: unknown = null): FoundPeople => ({
      people: merged(known, [], hidden),
      more: false,
      directory,
      problem,
    });
    // Its server would answer with an empty list, as if nobody were there.
    if (rules.isGuest(userId)) return only('closed');
    if (query.trim() === '') return only('searched');
    try {
      const { people, more } = await searchDirectory(http, query.trim(), signal);
      return { people: merged(known, people, hidden), more, directory: 'searched', problem: null };
    } catch (error) {
      signal.throwIfAborted();
      return only('failed', error);
    }
  }

  async writeTo(email: string): Promise<{ roomId: RoomId; invited: boolean }> {
    const owner = await this.#parts.identity.lookUp(email);
    if (owner !== null) return { roomId: await this.#parts.rooms.createDirect(owner), invited: false };
    const waiting = roomsWaitingFor(await this.#parts.cache.accountData('m.direct'), email, await this.#parts.cache.rooms())[0];
    if (waiting !== undefined) return { roomId: waiting, invited: true };
    const proof = await this.#parts.identity.proof();
    const roomId = await refusals(createRoom(this.#parts, directRoomByEmail({ ...proof, medium: 'email', address: email })));
    await markDirect(this.#parts, email, roomId);
    await untilJoined(this.#parts, roomId, { encrypted: true });
    return { roomId, invited: true };
  }

  async invite(roomId: RoomId, who: Invitee): Promise<'invited' | 'by-email' | 'already'> {
    const room = await this.#parts.cache.room(roomId);
    if (room === null) throw new CodedError('room.unknown', 'no such room');
    const userId = 'userId' in who ? who.userId : await this.#parts.identity.lookUp(who.email);
    if (userId !== null) return this.#inviteUser(room, userId);
    return 'email' in who ? this.#inviteAddress(room, who.email) : 'already';
  }

  async revoke(roomId: RoomId, token: string): Promise<void> {
    const path = `${roomPath(roomId)}/state/m.room.third_party_invite/${encodeURIComponent(token)}`;
    await asking(this.#parts.http.json('PUT', path, { body: {} }));
  }

  async profile(userId: UserId): Promise<Omit<FoundPerson, 'direct'>> {
    const answer = await this.#parts.http.json('GET', `/_matrix/client/v3/profile/${encodeURIComponent(userId)}`);
    return { userId, displayName: nameOf(answer['displayname']), avatarMxc: mxcOf(answer['avatar_url']) };
  }

  async mutualRooms(userId: UserId): Promise<{ rooms: RoomId[]; complete: boolean }> {
    const { cache, http } = this.#parts;
    const told = await mutualRooms(http, userId).catch(() => null);
    if (told !== null) return { rooms: told, complete: true };
    const has = async (roomId: RoomId): Promise<boolean> => (await cache.profiles(roomId, [userId]))[0]?.membership === 'join';
    return { rooms: await storedMutualRooms(await cache.rooms(), has), complete: false };
  }

  blocked(): ReadonlySet<UserId> {
    return this.#blocked;
  }

  onBlocked(listener: (blocked: ReadonlySet<UserId>) => void): Unsubscribe {
    return this.#parts.hearers.add(listener);
  }

  /** The server's list is read first: another device may have changed it. What was asked for holds here at once. */
  async setBlocked(userId: UserId, blocked: boolean): Promise<void> {
    const path = `${userPath(this.#parts.userId)}/account_data/${ignoredType}`;
    const { http } = this.#parts;
    const current = await http.json('GET', path).catch((error: unknown): JsonObject => {
      if (error instanceof CodedError && error.detail.errcode === 'M_NOT_FOUND') return {};
      throw error;
    });
    const next = withIgnored(current, userId, blocked);
    await http.json('PUT', path, { body: next });
    this.#tell(ignoredIn(next));
  }

  /** What a sync changed. Never rejects. */
  async synced(changes: SyncChanges): Promise<void> {
    if (changes.accountData.includes(ignoredType)) await this.#readBlocked();
    await this.#directs.synced(changes);
  }

  async #readBlocked(): Promise<void> {
    this.#tell(ignoredIn(await this.#parts.cache.accountData(ignoredType)));
  }

  #tell(blocked: ReadonlySet<UserId>): void {
    const before = this.#blocked;
    this.#blocked = blocked;
    if (before.size !== blocked.size || [...blocked].some((userId) => !before.has(userId))) this.#parts.hearers.tell(blocked);
  }

  async #inviteUser(room: RoomRecord, userId: UserId): Promise<'invited' | 'already'> {
    const [member] = await this.#parts.cache.profiles(room.roomId, [userId]);
    if (member?.membership === 'join' || member?.membership === 'invite') return 'already';
    if (this.#parts.rules.isGuest(userId)) refuseGuest(room);
    await refusals(this.#parts.rooms.invite(room.roomId, userId));
    return 'invited';
  }

  async #inviteAddress(room: RoomRecord, email: string): Promise<'by-email'> {
    const { http, rules, identity } = this.#parts;
    const path = `${roomPath(room.roomId)}/invite`;
    if ((await rules.isGuestAddress(email).catch(() => null)) === true) refuseGuest(room);
    const body = { ...(await identity.proof()), medium: 'email', address: email };
    await refusals(asking(http.json('POST', path, { body })));
    return 'by-email';
  }
}

/** Guests from outside enter rooms that are open to them alone (`im.vector.room.access_rules`): the server would refuse, without saying why. */
function refuseGuest({ accessRule }: RoomRecord): void {
  if (accessRule === 'restricted') throw new CodedError('invite.guest', 'the room is not open to external guests');
}

/** The refusal of an invitation says something else than one to act in the room. */
async function refusals<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'room.forbidden') throw error;
    throw new CodedError('invite.refused', 'the server refuses the invitation', { detail: error.detail, cause: error });
  }
}
