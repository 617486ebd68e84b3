import type { EventId, RoomId, UserId, VerificationId } from '../../../preload/contract/index.ts';
import type { EventRecord, SyncChanges } from '../../records/index.ts';
import type { EventCache } from '../../store/index.ts';
import type { Crypto, VerificationRecord, VerificationRooms, Verifications } from '../crypto/index.ts';
import type { Http } from '../http/index.ts';
import { encryptionTarget } from '../queue/index.ts';
import type { AccountVerifications, RoomActions, Unsubscribe } from '../types.ts';

export interface VerificationParts {
  cache: EventCache;
  http: Http;
  crypto(): Promise<Crypto>;
  /** Rooms of which the server said that they are not encrypted. */
  clearRooms: Set<RoomId>;
  rooms: Pick<RoomActions, 'createDirect'>;
}

/** What came after a longer silence may have waited on the server, in milliseconds. */
const liveMs = 5 * 60_000;
/** Events that wait for a key and may be of a verification; the newest are kept. */
const mostUnread = 200;

/** Joins the verifications of the engine to the rooms of an account. */
export class LiveVerifications implements AccountVerifications {
  readonly #parts: VerificationParts;
  readonly #listeners = new Set<() => void>();
  /** Live events that could not be read yet. */
  #unread: { roomId: RoomId; eventId: EventId }[] = [];
  #engine: Verifications | null = null;
  #lastSync: number | null = null;

  constructor(parts: VerificationParts) {
    this.#parts = parts;
  }

  /** The cryptography is open. */
  attach({ verifications }: Pick<Crypto, 'verifications'>): void {
    this.#engine = verifications;
    verifications.onChange(() => [...this.#listeners].forEach((listener) => listener()));
    verifications.useRooms(this.#rooms());
  }

  list(): VerificationRecord[] {
    return this.#engine?.list() ?? [];
  }

  onChange(listener: () => void): Unsubscribe {
    const own = (): void => listener();
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  async open(): Promise<Verifications> {
    return (await this.#parts.crypto()).verifications;
  }

  async requestUser(userId: UserId): Promise<VerificationId> {
    const roomId = await this.#parts.rooms.createDirect(userId);
    return (await this.open()).requestUser(userId, roomId);
  }

  /** A sync answer was kept: what the others said of verifications in rooms. */
  synced({ timelines }: SyncChanges): void {
    const now = performance.now();
    const live = this.#lastSync !== null && now - this.#lastSync < liveMs;
    this.#lastSync = now;
    const events = timelines.flatMap((timeline) => timeline.events).filter((event) => event.transactionId === null);
    if (live) this.#unread = [...this.#unread, ...events.filter(isUnread)].slice(-mostUnread);
    this.#engine?.roomEvents(events.filter(isRead), live);
  }

  /** Events of these rooms became readable. */
  async decrypted(roomIds: readonly RoomId[]): Promise<void> {
    const waiting = this.#unread.filter(({ roomId }) => roomIds.includes(roomId));
    for (const { roomId, eventId } of waiting) {
      const event = (await this.#parts.cache.event(roomId, eventId))?.event;
      if (event !== undefined && isUnread(event)) continue;
      this.#unread = this.#unread.filter((one) => one.eventId !== eventId);
      if (event !== undefined) this.#engine?.roomEvents([event], true);
    }
  }

  #rooms(): VerificationRooms {
    return {
      target: (roomId) => encryptionTarget(this.#parts, roomId),
      send: (roomId, type, transactionId, body) => {
        const room = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}`;
        const path = `${room}/send/${encodeURIComponent(type)}/${encodeURIComponent(transactionId)}`;
        return this.#parts.http.json('PUT', path, { body });
      },
    };
  }
}

const isRead = ({ decryption }: EventRecord): boolean => decryption.status === 'none' || decryption.status === 'ok';
const isUnread = (event: EventRecord): boolean => !isRead(event);
