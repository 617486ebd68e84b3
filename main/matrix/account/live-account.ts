import {
  CodedError,
  type AccountId,
  type AccountView,
  type ErrorCode,
  type EventId,
  type RoomId,
  type UserId,
} from '../../../preload/contract/index.ts';
import type { AccountBar, DraftRecord, SyncChanges } from '../../records/index.ts';
import type { EventCache, PreciousStore } from '../../store/index.ts';
import type { Crypto } from '../crypto/index.ts';
import { toCodedError } from '../http/index.ts';
import { ClassicSource, keepSync, SyncLoop, type SyncState } from '../sync/index.ts';
import type { Account, QueueEntry, Unsubscribe } from '../types.ts';
import { accountHearers, type AccountHearers } from './account-hearers.ts';
import { Decryptor } from './decryptor.ts';
import { IdentityFollower } from './identity-follower.ts';
import type { AccountParts } from './parts.ts';
import { fetchProfile } from './profile.ts';
import { createServices } from './services.ts';
import type { Session } from './session.ts';
import { Standing } from './standing.ts';

type Services = ReturnType<typeof createServices>;

/** One account at work. Everything it does starts with `start` and ends with `stop`. */
export class LiveAccount implements Account {
  readonly accountId: AccountId;
  readonly userId: UserId;
  readonly precious: PreciousStore;
  readonly cache: EventCache;
  readonly rooms: Services['rooms'];
  readonly administration: Services['administration'];
  readonly doors: Services['doors'];
  readonly people: Services['people'];
  readonly life: Services['life'];
  readonly spaces: Services['spaces'];
  readonly conversation: Services['conversation'];
  readonly queue: Services['queue'];
  readonly scheduled: Services['scheduled'];
  readonly options: Services['options'];
  readonly push: Services['push'];
  readonly verifications: Services['verifications'];
  readonly repair: Services['repair'];
  readonly session: Session;
  readonly #parts: AccountParts;
  readonly #decryptor: Decryptor;
  readonly #identity = new IdentityFollower(() => this.crypto());
  readonly #catchUp: Services['catchUp'];
  readonly #trust: Services['trust'];
  readonly #hearers: AccountHearers;
  readonly #standing: Standing;
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
    this.#hearers = accountHearers(log);
    const status = session.stored().softLogout ? 'soft-logout' : (session.barrier.reason ?? 'ready');
    this.#standing = new Standing(parts, status, this.#hearers.view);
    this.#decryptor = new Decryptor({ cache, crypto: () => this.crypto(), onDecrypted: (ids) => this.#decrypted(ids) });
    const services = createServices({
      ...parts,
      hearers: this.#hearers,
      standing: this.#standing,
      decryptor: this.#decryptor,
      crypto: () => this.crypto(),
      retryNow: () => this.retryNow(),
      onProfile: () => this.#profileChanged(),
      dropUnsent: (roomId) => this.#dropUnsent(roomId),
    });
    this.rooms = services.rooms;
    this.administration = services.administration;
    this.doors = services.doors;
    this.people = services.people;
    this.life = services.life;
    this.spaces = services.spaces;
    this.conversation = services.conversation;
    this.queue = services.queue;
    this.scheduled = services.scheduled;
    this.options = services.options;
    this.push = services.push;
    this.verifications = services.verifications;
    this.repair = services.repair;
    this.#catchUp = services.catchUp;
    this.#trust = services.trust;
    session.onEnded((end) => this.#ended(end));
    session.onSuspended(() => this.#standing.change({ suspended: true }));
    session.barrier.onChange((reason) => (reason === null ? this.#quietly(this.#admitted()) : this.#barred(reason)));
  }

  view(): AccountView {
    return this.#standing.view();
  }

  /** The administration has moved to another server, or has not after all. */
  tellMove(move: AccountView['move']): void {
    this.#standing.change({ move });
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
    if (this.#standing.now.status !== 'ready') return;
    void this.crypto().then(
      () => this.#startLoop(),
      (error: unknown) => this.#standing.change({ connection: 'offline', problem: toCodedError(error).code }),
    );
  }

  /** The machine woke up or the network changed: ask the server again at once. */
  retryNow(): void {
    if (this.#loop === null) this.start();
    else this.#loop.retryNow();
  }

  /** Signs in anew after a soft logout; the work goes on. `renew` gets the tokens. Rejects with `CodedError`. */
  async signInAgain(renew: (session: Session) => Promise<void>): Promise<void> {
    if (this.#standing.now.status === 'signed-out') throw new CodedError('account.unknown', 'the session has ended for good');
    await renew(this.session);
    await this.#loop?.stop();
    this.#loop = null;
    this.#standing.change({ status: 'ready', connection: 'connecting', problem: null });
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
    this.#hearers.sync.tell(changes);
    this.#trust.synced(changes);
    this.verifications.synced(changes);
    this.#quietly(this.people.synced(changes));
    this.#quietly(this.queue.settle(changes));
    this.#quietly(this.#identity.synced(changes));
    this.#quietly(this.#catchUp.synced(changes));
    this.#standing.synced();
  }

  #decrypted(roomIds: RoomId[]): void {
    this.#hearers.decrypted.tell(roomIds);
    this.#quietly(this.verifications.decrypted(roomIds));
  }

  #synced(connection: SyncState, problem: ErrorCode | null): void {
    if (problem !== null) this.#parts.log.info('sync failed', { code: problem });
    if (this.session.barrier.reason !== null) return;
    this.#standing.change({ connection, problem });
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
    this.#standing.change({});
  }

  #ended(end: 'auth.soft-logout' | 'auth.signed-out'): void {
    this.queue.hold();
    this.#standing.change({ status: end === 'auth.soft-logout' ? 'soft-logout' : 'signed-out', connection: 'offline', problem: end });
  }

  /** What is kept is not shown meanwhile (`main/app/directory.ts`), and nothing is asked of the server. */
  #barred(reason: AccountBar): void {
    this.queue.hold();
    this.#quietly(this.#loop?.stop() ?? Promise.resolve());
    this.#standing.change({ status: reason, connection: 'offline', problem: null });
    if (this.#started) this.session.barrier.watch();
  }

  /** The server takes the account again: the work goes on where it stood. */
  async #admitted(): Promise<void> {
    await this.#loop?.stop();
    this.#loop = null;
    if (this.#standing.now.status === 'signed-out' || this.#standing.now.status === 'soft-logout') return;
    this.#standing.change({ status: 'ready', connection: 'connecting', problem: null });
    if (this.#started) this.start();
  }

  /** Work beside the main one: its failure is logged and no more. */
  #quietly(work: Promise<void>): void {
    work.catch((error: unknown) => this.#parts.log.warn('work beside the sync failed', { code: toCodedError(error).code }));
  }
}
