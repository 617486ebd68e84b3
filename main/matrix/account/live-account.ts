import {
  CodedError,
  type AccountId,
  type AccountView,
  type ErrorCode,
  type EventId,
  type Feature,
  type MediaUrl,
  type Outgoing,
  type RoomId,
  type UserId,
} from '../../../preload/contract/index.ts';
import type { Logger } from '../../log/index.ts';
import type { AccountBar, DraftRecord, SyncChanges } from '../../records/index.ts';
import type { EventCache, PreciousStore } from '../../store/index.ts';
import type { Crypto } from '../crypto/index.ts';
import { Administration } from '../administration/index.ts';
import { LiveConversation } from '../conversation/index.ts';
import { toCodedError } from '../http/index.ts';
import { PushSettings } from '../push/index.ts';
import { Doors } from '../doors/index.ts';
import { LiveOptions } from '../options/index.ts';
import { namedIdentityServer } from '../login/index.ts';
import { PersistedQueue, prepared, sendOne, type SenderParts } from '../queue/index.ts';
import { IdentityServer, LivePeople, type PeopleRules } from '../people/index.ts';
import { Repair } from '../repair/index.ts';
import { Rooms, type Privacy, type RoomParts } from '../rooms/index.ts';
import { LiveRoomLife } from '../room-life/index.ts';
import { LiveSpaces } from '../spaces/index.ts';
import { DelayedMessages } from '../scheduled/index.ts';
import { ClassicSource, keepSync, SyncLoop, type SyncState } from '../sync/index.ts';
import { LiveVerifications } from '../verification/index.ts';
import type { Account, QueueEntry, Unsubscribe, Uploader } from '../types.ts';
import { CatchUp } from './catch-up.ts';
import { Decryptor } from './decryptor.ts';
import { Hearers } from './hearers.ts';
import { IdentityFollower } from './identity-follower.ts';
import { fetchProfile } from './profile.ts';
import type { Session } from './session.ts';
import { TrustFollower } from './trust-follower.ts';

export interface AccountParts {
  session: Session;
  precious: PreciousStore;
  cache: EventCache;
  uploader: Uploader;
  /** Opens the cryptography; asked once at the start, and again after a failure. */
  openCrypto(): Promise<Crypto>;
  /** Where the page finds a picture. */
  avatarUrl(mxc: string): MediaUrl | null;
  /** Whether files come through an antivirus. */
  contentScanner: boolean;
  /** Name of the application. */
  brand: string;
  /** What its administration has. */
  features: readonly Feature[];
  /** What others may see of the agent, as it stands now. */
  privacy(): Privacy;
  people: PeopleRules;
  /** Whether devices that their owner has not signed take no part (MSC4153), as it stands now. */
  excludesUnsignedDevices(): boolean;
  /** Milliseconds since the epoch. */
  now(): number;
  log: Logger;
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
/** `lastSyncAt` alone is told this often, in milliseconds. */
const clockStepMs = 60_000;
type Standing = Pick<AccountView, 'status' | 'connection' | 'problem' | 'lastSyncAt' | 'suspended' | 'move'>;

/** One account at work. Everything it does starts with `start` and ends with `stop`. */
export class LiveAccount implements Account {
  readonly accountId: AccountId;
  readonly userId: UserId;
  readonly precious: PreciousStore;
  readonly cache: EventCache;
  readonly rooms: Rooms;
  readonly administration: Administration;
  readonly doors: Doors;
  readonly people: LivePeople;
  readonly life: LiveRoomLife;
  readonly spaces: LiveSpaces;
  readonly conversation: LiveConversation;
  readonly queue: PersistedQueue;
  readonly scheduled: DelayedMessages;
  readonly options: LiveOptions;
  readonly push: PushSettings;
  readonly verifications: LiveVerifications;
  readonly repair: Repair;
  readonly session: Session;
  readonly #parts: AccountParts;
  readonly #decryptor: Decryptor;
  readonly #identity = new IdentityFollower(() => this.crypto());
  readonly #catchUp: CatchUp;
  readonly #trust: TrustFollower;
  readonly #hearers;
  readonly #clearRooms = new Set<RoomId>();
  #standing: Standing;
  #loop: SyncLoop | null = null;
  #crypto: Promise<Crypto> | null = null;
  #started = false;
  #profileKnown = false;

  constructor(parts: AccountParts) {
    const { session, precious, cache, log } = parts;
    this.#parts = parts;
    this.session = session;
    this.accountId = session.record.accountId;
    this.userId = session.record.userId;
    this.precious = precious;
    this.cache = cache;
    this.#hearers = {
      view: new Hearers<AccountView>(log),
      sync: new Hearers<SyncChanges>(log),
      decrypted: new Hearers<RoomId[]>(log),
      queue: new Hearers<QueueEntry[]>(log),
      draft: new Hearers<RoomId>(log),
      people: new Hearers<UserId[]>(log),
      blocked: new Hearers<ReadonlySet<UserId>>(log),
    };
    const status = session.stored().softLogout ? 'soft-logout' : (session.barrier.reason ?? 'ready');
    this.#standing = { status, connection: 'connecting', problem: null, lastSyncAt: cache.syncedAt, suspended: false, move: null };
    this.#decryptor = new Decryptor({ cache, crypto: () => this.crypto(), onDecrypted: (ids) => this.#decrypted(ids) });
    const roomParts = this.#roomParts();
    this.rooms = new Rooms(roomParts, parts.now);
    this.administration = new Administration({ ...roomParts, uploader: parts.uploader, isGuest: (userId) => parts.people.isGuest(userId) });
    this.doors = new Doors({ ...roomParts, isGuest: (userId) => parts.people.isGuest(userId), avatarUrl: (mxc) => parts.avatarUrl(mxc) });
    this.people = this.#makePeople(roomParts);
    this.spaces = new LiveSpaces(roomParts);
    this.life = new LiveRoomLife({
      ...roomParts,
      loadMembers: (roomId) => this.rooms.loadMembers(roomId),
      dropUnsent: (roomId) => this.#dropUnsent(roomId),
    });
    this.conversation = new LiveConversation(roomParts);
    this.#catchUp = new CatchUp({
      cache,
      decrypt: (roomId) => this.#decryptor.untried(roomId),
      fill: (roomId, hole, count) => this.rooms.paginate(roomId, hole, count),
    });
    this.push = new PushSettings({ http: session.http, cache, userId: this.userId });
    const sender = this.#senderParts();
    this.queue = this.#makeQueue(sender);
    const prepare = (roomId: RoomId, content: Outgoing) => prepared(sender, { roomId, content });
    this.scheduled = new DelayedMessages({ http: session.http, precious, now: parts.now, prepare });
    this.options = new LiveOptions({ ...roomParts, brand: parts.brand, uploader: parts.uploader, onProfile: () => this.#profileChanged() });
    this.verifications = new LiveVerifications({ ...roomParts, rooms: this.rooms });
    this.repair = new Repair({
      cache,
      crypto: () => this.crypto(),
      retryNow: () => this.retryNow(),
      isOnline: () => this.#standing.connection === 'online',
      onView: (listener) => this.onView(listener),
      decryptRoom: (roomId) => this.#decryptor.room(roomId),
    });
    this.#trust = this.#makeTrust();
    session.onEnded((end) => this.#ended(end));
    session.onSuspended(() => this.#stand({ suspended: true }));
    session.barrier.onChange((reason) => (reason === null ? this.#quietly(this.#admitted()) : this.#barred(reason)));
  }

  view(): AccountView {
    const { accountId, userId, homeserver, deviceId } = this.session.record;
    const { displayName, avatarMxc, signIn } = this.session.stored();
    const avatar = avatarMxc === null ? null : this.#parts.avatarUrl(avatarMxc);
    const { contentScanner, features } = this.#parts;
    const guest = this.#parts.people.isGuest(userId);
    return {
      accountId,
      userId,
      homeserver,
      deviceId,
      displayName,
      avatar,
      contentScanner,
      guest,
      features: [...features],
      signIn: signIn.way,
      ...this.#standing,
    };
  }

  /** The administration has moved to another server, or has not after all. */
  tellMove(move: AccountView['move']): void {
    this.#stand({ move });
  }

  onView(listener: (view: AccountView) => void): Unsubscribe {
    return this.#hearers.view.add(listener);
  }
  onSync(listener: (changes: SyncChanges) => void): Unsubscribe {
    return this.#hearers.sync.add(listener);
  }
  onDecrypted(listener: (roomIds: RoomId[]) => void): Unsubscribe {
    return this.#hearers.decrypted.add(listener);
  }
  onQueue(listener: (entries: QueueEntry[]) => void): Unsubscribe {
    return this.#hearers.queue.add(listener);
  }
  onDraft(listener: (roomId: RoomId) => void): Unsubscribe {
    return this.#hearers.draft.add(listener);
  }
  onPeople(listener: (userIds: UserId[]) => void): Unsubscribe {
    return this.#hearers.people.add(listener);
  }

  saveDraft(roomId: RoomId, thread: EventId | null, draft: DraftRecord): void {
    this.precious.saveDraft(roomId, thread, draft);
    this.#hearers.draft.tell(roomId);
  }

  #dropUnsent(roomId: RoomId): void {
    this.queue.forgetRoom(roomId);
    this.precious.forgetRoom(roomId);
    this.#hearers.draft.tell(roomId);
    // What the server holds for later could not be sent there any more; it may be out of reach.
    this.#quietly(this.scheduled.cancelIn(roomId));
  }

  /** The cryptography of the account, opened at the first need. Rejects with `CodedError`. */
  crypto(): Promise<Crypto> {
    this.#crypto ??= this.#openCrypto();
    return this.#crypto;
  }

  /** The rule on unsigned devices may have changed. */
  applyTrustRule(): void {
    void this.#crypto?.then(
      ({ trust }) => trust.excludeUnsignedDevices(this.#parts.excludesUnsignedDevices()) && this.#trust.rule(),
      () => undefined,
    );
  }

  /** Begins to work. Does not wait for the network. */
  start(): void {
    this.#started = true;
    if (this.session.barrier.reason !== null) this.session.barrier.watch();
    if (this.#standing.status !== 'ready') return;
    void this.crypto().then(
      () => this.#startLoop(),
      (error: unknown) => this.#stand({ connection: 'offline', problem: toCodedError(error).code }),
    );
  }

  /** The machine woke up or the network changed: ask the server again at once. */
  retryNow(): void {
    if (this.#loop === null) this.start();
    else this.#loop.retryNow();
  }

  /** Signs in anew after a soft logout; the work goes on. `renew` gets the tokens. Rejects with `CodedError`. */
  async signInAgain(renew: (session: Session) => Promise<void>): Promise<void> {
    if (this.#standing.status === 'signed-out') throw new CodedError('account.unknown', 'the session has ended for good');
    await renew(this.session);
    await this.#loop?.stop();
    this.#loop = null;
    this.#stand({ status: 'ready', connection: 'connecting', problem: null });
    if (this.#started) this.start();
  }

  /** Ends all work; the stores are the caller's to close. */
  async stop(): Promise<void> {
    this.#started = false;
    this.session.barrier.stop();
    this.repair.cancel();
    this.#decryptor.stop();
    this.#catchUp.stop();
    this.#trust.stop();
    await Promise.all([this.#loop?.stop(), this.queue.stop()]);
    await this.#crypto?.then(
      (crypto) => crypto.stop(),
      () => undefined,
    );
    this.precious.flush();
  }

  async #openCrypto(): Promise<Crypto> {
    try {
      const crypto = await this.#parts.openCrypto();
      crypto.onRoomKeys((keys) => this.#decryptor.keys(keys));
      this.verifications.attach(crypto);
      crypto.trust.excludeUnsignedDevices(this.#parts.excludesUnsignedDevices());
      crypto.trust.onPeople((userIds) => this.#trust.people(userIds));
      return crypto;
    } catch (error) {
      this.#crypto = null;
      this.#parts.log.error('the cryptography cannot be opened', { code: toCodedError(error).code });
      throw toCodedError(error);
    }
  }

  #roomParts(): RoomParts {
    return {
      accountId: this.accountId,
      userId: this.userId,
      http: this.session.http,
      cache: this.cache,
      crypto: () => this.crypto(),
      clearRooms: this.#clearRooms,
      onSync: (listener: (changes: SyncChanges) => void) => this.onSync(listener),
      announce: (changes: Partial<SyncChanges>) => this.#hearers.sync.tell({ ...nothing, ...changes }),
      privacy: () => this.#parts.privacy(),
      decryptRoom: async (roomId: RoomId) => {
        await this.#decryptor.room(roomId);
        await this.#trust.room(roomId);
      },
    };
  }

  #makePeople(parts: RoomParts): LivePeople {
    const { session, people: rules } = this.#parts;
    const identity = new IdentityServer({
      http: session.http,
      fetch: session.openFetch,
      userId: this.userId,
      base: async () => rules.identityServer(session.record.homeserver) ?? namedIdentityServer(session.openFetch, this.userId),
    });
    return new LivePeople({ ...parts, rooms: this.rooms, rules, identity, hearers: this.#hearers.blocked });
  }

  #makeTrust(): TrustFollower {
    return new TrustFollower({
      cache: this.cache,
      crypto: () => this.crypto(),
      queue: this.queue,
      onShields: (roomIds) => this.#hearers.decrypted.tell(roomIds),
      onPeople: (userIds) => this.#hearers.people.tell(userIds),
    });
  }

  #senderParts(): SenderParts {
    const { cache, precious, userId } = this;
    const { uploader } = this.#parts;
    return { http: this.session.http, userId, cache, precious, crypto: () => this.crypto(), uploader, clearRooms: this.#clearRooms };
  }

  #makeQueue(sender: SenderParts): PersistedQueue {
    const { cache, precious } = this;
    const { uploader, log, now } = this.#parts;
    return new PersistedQueue({
      precious,
      cache,
      uploader,
      now,
      sendOne: async (entry) => {
        const sent = await sendOne(sender, entry);
        // Whoever is suspended may remove messages, and nothing else.
        if (this.#standing.suspended && entry.content.kind !== 'redaction') this.#stand({ suspended: false });
        return sent;
      },
      onChange: (entries) => this.#hearers.queue.tell(entries),
      onFailure: (code, failed) => log.info('a message was not sent', { code, failed }),
    });
  }

  #startLoop(): void {
    if (!this.#started || this.#loop !== null) return;
    this.#loop = new SyncLoop({
      source: new ClassicSource(this.session.http),
      position: () => this.cache.syncToken(),
      keep: (body) => this.#keep(body),
      onChanges: (changes) => this.#changed(changes),
      onState: (state, problem) => this.#synced(state, problem),
    });
    this.#loop.start();
  }

  async #keep(body: Uint8Array): Promise<SyncChanges> {
    const { cache, precious } = this;
    const onSkipped = (skipped: unknown[]): void => this.#parts.log.warn('malformed events were skipped', { count: skipped.length });
    return keepSync({ cache, precious, crypto: await this.crypto(), onSkipped }, body);
  }

  #changed(changes: SyncChanges): void {
    const lastSyncAt = this.#parts.now();
    const before = this.#standing.lastSyncAt;
    this.#hearers.sync.tell(changes);
    this.#trust.synced(changes);
    this.verifications.synced(changes);
    this.#quietly(this.people.synced(changes));
    this.#quietly(this.queue.settle(changes));
    this.#quietly(this.#identity.synced(changes));
    this.#quietly(this.#catchUp.synced(changes));
    if (before === null || lastSyncAt - before >= clockStepMs) this.#stand({ lastSyncAt });
  }

  #decrypted(roomIds: RoomId[]): void {
    this.#hearers.decrypted.tell(roomIds);
    this.#quietly(this.verifications.decrypted(roomIds));
  }

  #synced(connection: SyncState, problem: ErrorCode | null): void {
    if (problem !== null) this.#parts.log.info('sync failed', { code: problem });
    if (this.session.barrier.reason !== null) return;
    this.#stand({ connection, problem });
    if (connection === 'offline' && (problem?.startsWith('network.') || problem?.startsWith('auth.'))) this.queue.hold();
    if (connection !== 'online') return;
    this.queue.resume();
    this.#quietly(this.rooms.resume());
    this.#quietly(this.#learnProfile());
    this.#quietly(this.#decryptor.background());
    this.#quietly(this.#catchUp.online());
    this.#quietly(this.#identity.online());
  }

  async #profileChanged(): Promise<void> {
    this.#profileKnown = false;
    await this.#learnProfile();
  }

  async #learnProfile(): Promise<void> {
    if (this.#profileKnown) return;
    this.session.save(await fetchProfile(this.session.http, this.userId));
    this.#profileKnown = true;
    this.#stand({});
  }

  #ended(end: 'auth.soft-logout' | 'auth.signed-out'): void {
    this.queue.hold();
    this.#stand({ status: end === 'auth.soft-logout' ? 'soft-logout' : 'signed-out', connection: 'offline', problem: end });
  }

  /** What is kept is not shown meanwhile (`main/app/directory.ts`), and nothing is asked of the server. */
  #barred(reason: AccountBar): void {
    this.queue.hold();
    this.#quietly(this.#loop?.stop() ?? Promise.resolve());
    this.#stand({ status: reason, connection: 'offline', problem: null });
    if (this.#started) this.session.barrier.watch();
  }

  /** The server takes the account again: the work goes on where it stood. */
  async #admitted(): Promise<void> {
    await this.#loop?.stop();
    this.#loop = null;
    if (this.#standing.status === 'signed-out' || this.#standing.status === 'soft-logout') return;
    this.#stand({ status: 'ready', connection: 'connecting', problem: null });
    if (this.#started) this.start();
  }

  #stand(change: Partial<Standing>): void {
    this.#standing = { ...this.#standing, ...change };
    this.#hearers.view.tell(this.view());
  }

  /** Work beside the main one: its failure is logged and no more. */
  #quietly(work: Promise<void>): void {
    work.catch((error: unknown) => this.#parts.log.warn('work beside the sync failed', { code: toCodedError(error).code }));
  }
}
