import type { Outgoing, RoomId } from '../../../preload/contract/index.ts';
import type { SyncChanges } from '../../records/index.ts';
import { Administration } from '../administration/index.ts';
import { LiveConversation } from '../conversation/index.ts';
import type { Crypto } from '../crypto/index.ts';
import { Doors } from '../doors/index.ts';
import { namedIdentityServer } from '../login/index.ts';
import { LiveOptions } from '../options/index.ts';
import { IdentityServer, LivePeople } from '../people/index.ts';
import { PushSettings } from '../push/index.ts';
import { PersistedQueue, prepared, sendOne, type SenderParts } from '../queue/index.ts';
import { Repair } from '../repair/index.ts';
import { LiveRoomLife } from '../room-life/index.ts';
import { Rooms, type RoomParts } from '../rooms/index.ts';
import { DelayedMessages } from '../scheduled/index.ts';
import { LiveSpaces } from '../spaces/index.ts';
import { LiveVerifications } from '../verification/index.ts';
import type { AccountHearers } from './account-hearers.ts';
import { CatchUp } from './catch-up.ts';
import type { Decryptor } from './decryptor.ts';
import type { AccountParts } from './parts.ts';
import type { Standing } from './standing.ts';
import { TrustFollower } from './trust-follower.ts';

/** What the services of an account need of it, beside its parts. */
export interface ServiceParts extends AccountParts {
  hearers: AccountHearers;
  standing: Standing;
  decryptor: Decryptor;
  crypto(): Promise<Crypto>;
  retryNow(): void;
  /** The agent changed her name or picture. */
  onProfile(): Promise<void>;
  /** Removes what was written for a room and never sent. */
  dropUnsent(roomId: RoomId): void;
}

const nothing: SyncChanges = {
  rooms: [],
  timelines: [],
  receipts: [],
  members: [],
  memberIds: [],
  typing: [],
  accountData: [],
  expired: { rooms: [], files: [] },
};

/** Makes the services of an account and tells each what it needs of the others. */
export function createServices(parts: ServiceParts) {
  const { session, cache, precious, uploader, people: rules, decryptor, now } = parts;
  const { userId } = session.record;
  const crypto = () => parts.crypto();
  const isGuest = rules.isGuest.bind(rules);
  const trusted: { follower: TrustFollower | null } = { follower: null };
  const clearRooms = new Set<RoomId>();
  const roomParts = roomPartsOf(parts, clearRooms, (roomId) => trusted.follower?.room(roomId));
  const rooms = new Rooms(roomParts, now);
  const sender: SenderParts = { http: session.http, userId, cache, precious, crypto, uploader, clearRooms };
  const queue = queueOf(parts, sender);
  const prepare = (roomId: RoomId, content: Outgoing) => prepared(sender, { roomId, content });
  const catchUp = new CatchUp({
    cache,
    decrypt: (roomId) => decryptor.untried(roomId),
    fill: (roomId, hole, count) => rooms.paginate(roomId, hole, count),
  });
  const trust = trustOf(parts, queue);
  trusted.follower = trust;
  return {
    rooms,
    queue,
    catchUp,
    trust,
    administration: new Administration({ ...roomParts, uploader, isGuest }),
    doors: new Doors({ ...roomParts, isGuest, avatarUrl: (mxc) => parts.avatarUrl(mxc) }),
    people: peopleOf(parts, roomParts, rooms),
    spaces: new LiveSpaces(roomParts),
    life: new LiveRoomLife({
      ...roomParts,
      loadMembers: (roomId) => rooms.loadMembers(roomId),
      dropUnsent: (roomId) => parts.dropUnsent(roomId),
    }),
    conversation: new LiveConversation(roomParts),
    push: new PushSettings({ http: session.http, cache, userId }),
    scheduled: new DelayedMessages({ http: session.http, precious, now, prepare }),
    options: new LiveOptions({ ...roomParts, brand: parts.brand, uploader, onProfile: () => parts.onProfile() }),
    verifications: new LiveVerifications({ ...roomParts, rooms }),
    repair: repairOf(parts),
  };
}

function roomPartsOf(parts: ServiceParts, clearRooms: Set<RoomId>, shields: (roomId: RoomId) => Promise<void> | undefined): RoomParts {
  const { session, cache, hearers, decryptor } = parts;
  const { accountId, userId } = session.record;
  return {
    accountId,
    userId,
    http: session.http,
    cache,
    crypto: () => parts.crypto(),
    clearRooms,
    onSync: (listener) => hearers.sync.add(listener),
    announce: (changes) => hearers.sync.tell({ ...nothing, ...changes }),
    privacy: () => parts.privacy(),
    decryptRoom: async (roomId) => {
      await decryptor.room(roomId);
      await shields(roomId);
    },
  };
}

function queueOf(parts: ServiceParts, sender: SenderParts): PersistedQueue {
  const { precious, cache, uploader, now, log, hearers, standing } = parts;
  return new PersistedQueue({
    precious,
    cache,
    uploader,
    now,
    sendOne: async (entry) => {
      const sent = await sendOne(sender, entry);
      // Whoever is suspended may remove messages, and nothing else.
      if (standing.now.suspended && entry.content.kind !== 'redaction') standing.change({ suspended: false });
      return sent;
    },
    onChange: (entries) => hearers.queue.tell(entries),
    onFailure: (code, failed) => log.info('a message was not sent', { code, failed }),
  });
}

function trustOf({ cache, crypto, hearers }: ServiceParts, queue: PersistedQueue): TrustFollower {
  return new TrustFollower({
    cache,
    crypto,
    queue,
    onShields: (roomIds) => hearers.decrypted.tell(roomIds),
    onPeople: (userIds) => hearers.people.tell(userIds),
  });
}

function peopleOf({ session, people: rules, hearers }: ServiceParts, roomParts: RoomParts, rooms: Rooms): LivePeople {
  const { userId, homeserver } = session.record;
  const identity = new IdentityServer({
    http: session.http,
    fetch: session.openFetch,
    userId,
    base: async () => rules.identityServer(homeserver) ?? namedIdentityServer(session.openFetch, userId),
  });
  return new LivePeople({ ...roomParts, rooms, rules, identity, hearers: hearers.blocked });
}

function repairOf({ cache, crypto, retryNow, standing, hearers, decryptor }: ServiceParts): Repair {
  return new Repair({
    cache,
    crypto,
    retryNow,
    isOnline: () => standing.now.connection === 'online',
    onView: (listener) => hearers.view.add(listener),
    decryptRoom: (roomId) => decryptor.room(roomId),
  });
}
