import type { RoomId } from '../../../preload/contract/index.ts';
import type { DecryptionResult, EventRecord } from '../../records/index.ts';
import type { EventCache } from '../../store/index.ts';
import type { Crypto } from '../crypto/index.ts';

type Keys = { roomId: RoomId; sessionId: string }[];

export interface DecryptorParts {
  cache: Pick<EventCache, 'rooms' | 'undecrypted' | 'saveDecrypted'>;
  crypto(): Promise<Pick<Crypto, 'decrypt'>>;
  onDecrypted(roomIds: RoomId[]): void;
}

/** Events of a room that are tried at once when it is opened or when keys come. */
const roomBatch = 200;
/** Rooms looked at in the background, and newest events of each: what the room list shows. */
const backgroundRooms = 200;
const backgroundEvents = 10;
/** Keys come in bursts: those of this time are served together, in milliseconds. */
const gatherMs = 50;

/** Reads later what could not be read when it came. */
export class Decryptor {
  readonly #parts: DecryptorParts;
  #gathered: Keys = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #stopped = false;

  constructor(parts: DecryptorParts) {
    this.#parts = parts;
  }

  /** Tries the newest unread events of a room again. */
  async room(roomId: RoomId): Promise<void> {
    await this.#decrypt(await this.#parts.cache.undecrypted(roomId, null, roomBatch));
  }

  /** Reads the newest of a room that were never tried. */
  async untried(roomId: RoomId): Promise<void> {
    const events = await this.#parts.cache.undecrypted(roomId, null, roomBatch);
    await this.#decrypt(events.filter((event) => event.decryption.status === 'pending'));
  }

  /** Keys arrived: what waits for them is tried soon. */
  keys(keys: Keys): void {
    this.#gathered.push(...keys);
    this.#timer ??= setTimeout(() => {
      const gathered = this.#gathered.splice(0);
      this.#timer = null;
      void this.#withKeys(gathered).catch(() => undefined);
    }, gatherMs);
  }

  /** Events that were never tried, newest rooms first, in small batches, so that previews can be read. */
  async background(): Promise<void> {
    const rooms = (await this.#parts.cache.rooms()).filter((room) => room.encrypted).sort((a, b) => b.activityAt - a.activityAt);
    for (const { roomId } of rooms.slice(0, backgroundRooms)) {
      if (this.#stopped) return;
      const events = await this.#parts.cache.undecrypted(roomId, null, backgroundEvents);
      await this.#decrypt(events.filter((event) => event.decryption.status === 'pending'));
    }
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #withKeys(keys: Keys): Promise<void> {
    for (const [roomId, ofRoom] of Map.groupBy(keys, (key) => key.roomId)) {
      const sessionIds = [...new Set(ofRoom.map((key) => key.sessionId))];
      let events = await this.#parts.cache.undecrypted(roomId, sessionIds, roomBatch);
      // As long as whole batches become readable there may be more behind them.
      while (!this.#stopped && (await this.#decrypt(events)) === roomBatch) {
        events = await this.#parts.cache.undecrypted(roomId, sessionIds, roomBatch);
      }
    }
  }

  /** How many became readable. */
  async #decrypt(events: EventRecord[]): Promise<number> {
    if (events.length === 0 || this.#stopped) return 0;
    const before = new Map(events.map((event) => [event.eventId, event.decryption]));
    const results = await (await this.#parts.crypto()).decrypt(events);
    const changed = results.filter((result) => describe(result.decryption) !== describe(before.get(result.eventId)));
    if (changed.length === 0 || this.#stopped) return 0;
    const rooms = await this.#parts.cache.saveDecrypted(changed);
    this.#parts.onDecrypted([...new Set([...rooms, ...changed.map((result) => result.roomId)])]);
    return changed.filter((result) => result.decryption.status === 'ok').length;
  }
}

const describe = (decryption: DecryptionResult['decryption'] | undefined): string =>
  decryption?.status === 'failed' ? `failed ${decryption.reason}` : (decryption?.status ?? 'unknown');
