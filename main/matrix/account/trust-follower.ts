import type { RoomId, UserId } from '../../../preload/contract/index.ts';
import type { DecryptionResult, EventRecord, SendFailure, SyncChanges } from '../../records/index.ts';
import type { EventCache } from '../../store/index.ts';
import type { Crypto } from '../crypto/index.ts';

export interface TrustFollowerParts {
  cache: Pick<EventCache, 'rooms' | 'distrusted' | 'saveDecrypted'>;
  crypto(): Promise<Pick<Crypto, 'decrypt'>>;
  queue: { retryFailed(failures: readonly SendFailure[]): void };
  /** Events became readable, hidden, or their shield changed. */
  onShields(roomIds: RoomId[]): void;
  /** What is known of these people changed. */
  onPeople(userIds: UserId[]): void;
}

/** Events looked at in one go, and of one person at most; newest first, so that what is on screen comes first. */
const batch = 100;
const mostOfPerson = 2000;
/** Rooms looked at, newest first, when the rule for all devices changes. */
const mostRooms = 200;
/** Changes come in bursts (a first query of all devices): those of this time are served together, in milliseconds. */
const gatherMs = 50;
/** These failures, and no other, may take the place of what could be read: the event is hidden for want of trust. */
const hiding: readonly string[] = ['unknown-device', 'unsigned-device', 'identity-changed'];
const blocked: readonly SendFailure[] = ['identity-changed', 'device-unverified'];

const describe = ({ decryption }: Pick<DecryptionResult, 'decryption'>): string =>
  decryption.status === 'ok' ? `ok ${decryption.shield?.reason ?? ''}` : decryption.status === 'failed' ? decryption.reason : 'none';

const counts = ({ decryption }: DecryptionResult): boolean =>
  decryption.status === 'ok' || (decryption.status === 'failed' && hiding.includes(decryption.reason));

/** Keeps shields, hidden messages and held back messages true while devices and identities change. */
export class TrustFollower {
  readonly #parts: TrustFollowerParts;
  readonly #gathered = new Set<UserId>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #last: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(parts: TrustFollowerParts) {
    this.#parts = parts;
  }

  /** The devices or the identity of these people changed. */
  people(userIds: UserId[]): void {
    if (this.#stopped) return;
    for (const userId of userIds) this.#gathered.add(userId);
    this.#timer ??= setTimeout(() => {
      const gathered = [...this.#gathered];
      this.#gathered.clear();
      this.#timer = null;
      this.#parts.onPeople(gathered);
      this.#parts.queue.retryFailed(blocked);
      this.#inTurn(() => this.#ofPeople(gathered));
    }, gatherMs);
  }

  /**
   * A sync was kept. What came with it was judged before, while the answer about its sender may have
   * been on its way: it is judged once more.
   */
  synced({ timelines }: Pick<SyncChanges, 'timelines'>): void {
    const events = timelines.flatMap((timeline) => timeline.events);
    const shielded = events.filter(({ decryption }) => decryption.status === 'ok' && decryption.shield !== null);
    const hidden = events.filter(({ decryption }) => decryption.status === 'failed' && hiding.includes(decryption.reason));
    const senders = new Set([...shielded, ...hidden].map((event) => event.sender));
    if (senders.size > 0) this.#inTurn(() => this.#ofPeople(senders));
  }

  /** A room is opened: what changed while nobody looked is made good. */
  async room(roomId: RoomId): Promise<void> {
    await this.#renew(await this.#parts.cache.distrusted({ roomId }, batch));
  }

  /** The rule on unsigned devices changed. */
  rule(): void {
    this.#parts.queue.retryFailed(blocked);
    this.#inTurn(async () => {
      const rooms = (await this.#parts.cache.rooms()).filter((room) => room.encrypted).sort((a, b) => b.activityAt - a.activityAt);
      for (const { roomId } of rooms.slice(0, mostRooms)) if (!this.#stopped) await this.room(roomId);
    });
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #inTurn(work: () => Promise<void>): void {
    // The store closes under it when the account ends; then nothing is left to do.
    this.#last = this.#last.then(work).catch(() => undefined);
  }

  async #ofPeople(userIds: Iterable<UserId>): Promise<void> {
    for (const userId of userIds) await this.#ofPerson(userId);
  }

  async #ofPerson(userId: UserId): Promise<void> {
    let until = Number.MAX_SAFE_INTEGER;
    for (let seen = 0; seen < mostOfPerson && !this.#stopped; seen += batch) {
      const events = await this.#parts.cache.distrusted({ userId, until }, batch);
      await this.#renew(events);
      const last = events.at(-1);
      if (!last || events.length < batch) return;
      until = last.sentAt - 1;
    }
  }

  async #renew(events: EventRecord[]): Promise<void> {
    if (events.length === 0 || this.#stopped) return;
    const before = new Map(events.map((event) => [event.eventId, describe(event)]));
    const results = await (await this.#parts.crypto()).decrypt(events);
    const changed = results.filter((result) => counts(result) && describe(result) !== before.get(result.eventId));
    if (changed.length === 0 || this.#stopped) return;
    const rooms = await this.#parts.cache.saveDecrypted(changed);
    this.#parts.onShields([...new Set([...rooms, ...changed.map((result) => result.roomId)])]);
  }
}
