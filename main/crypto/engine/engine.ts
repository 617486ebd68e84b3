import { setImmediate as nextLoop } from 'node:timers/promises';
import type { MatrixClient } from 'matrix-js-sdk';
import { CodedError, type AccountId, type RoomId } from '../../../preload/contract/index.ts';
import type { Logger } from '../../log/index.ts';
import type { Crypto, EncryptionTarget } from '../../matrix/index.ts';
import type { DecryptionResult, EventRecord, JsonObject, SyncCryptoPart } from '../../records/index.ts';
import type { PreciousStore } from '../../store/index.ts';
import { decryptOne } from './decryption.ts';
import { Encryption } from './encryption.ts';
import { openMachine, type Machine } from './machine.ts';
import { knownSettings } from './room-settings.ts';
import { takeSyncPart } from './sync-part.ts';

export interface CryptoParts {
  /** Client of matrix-js-sdk of this user and device, which is never started (`createSdkClient`). */
  client: MatrixClient;
  precious: Pick<PreciousStore, 'sql'>;
  accountId: AccountId;
  log: Logger;
}

type RoomKey = { roomId: RoomId; sessionId: string };
/** How long decryption may go on before the event loop gets its turn, in milliseconds. */
const sliceMs = 10;

const errorName = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** `Crypto` on the Rust crypto of matrix-js-sdk. */
class Engine implements Crypto {
  readonly deviceKeys: { curve25519: string; ed25519: string };
  readonly #machine: Machine;
  readonly #encryption: Encryption;
  readonly #log: Logger;
  readonly #keyListeners: ((keys: RoomKey[]) => void)[] = [];
  /** What is under way, so that `stop` can wait for it. */
  readonly #busy = new Set<Promise<unknown>>();
  #stopping: Promise<void> | null = null;

  constructor(machine: Machine, { log }: CryptoParts) {
    this.#machine = machine;
    this.#log = log;
    this.#encryption = new Encryption(machine);
    const keys = machine.olm.identityKeys;
    this.deviceKeys = { curve25519: keys.curve25519.toBase64(), ed25519: keys.ed25519.toBase64() };
    const tell = async (infos: { roomId: { toString(): string }; sessionId: string }[]): Promise<void> => {
      this.#tellKeys(infos.map((info) => ({ roomId: info.roomId.toString() as RoomId, sessionId: info.sessionId })));
    };
    machine.olm.registerRoomKeyUpdatedCallback(tell);
    machine.olm.registerRoomKeysWithheldCallback(tell);
  }

  processSync(part: SyncCryptoPart): Promise<void> {
    return this.#run(() => takeSyncPart(this.#machine, this.#encryption, part));
  }

  syncCommitted(): void {
    if (!this.#stopping) this.#machine.sdk.onSyncCompleted({});
  }

  async decrypt(events: EventRecord[]): Promise<DecryptionResult[]> {
    const results: DecryptionResult[] = [];
    let sliceStart = performance.now();
    for (const event of events) {
      if (performance.now() - sliceStart > sliceMs) {
        await nextLoop();
        sliceStart = performance.now();
      }
      results.push(await this.#decryptOne(event));
    }
    return results;
  }

  async encrypt(target: EncryptionTarget, type: string, content: JsonObject): Promise<{ type: 'm.room.encrypted'; content: JsonObject }> {
    const encrypted = await this.#run(() => this.#encryption.encrypt(target, type, content));
    return { type: 'm.room.encrypted', content: encrypted };
  }

  knownSettings(roomId: RoomId): Promise<JsonObject | null> {
    return this.#run(() => knownSettings(this.#machine.olm, roomId));
  }

  prepare(target: EncryptionTarget): void {
    this.#run(() => this.#encryption.prepare(target)).catch((error: unknown) => {
      this.#log.warn('the room key could not be shared ahead', { error: errorName(error) });
    });
  }

  rotate(roomId: RoomId): Promise<void> {
    return this.#run(() => this.#encryption.rotate(roomId));
  }

  onRoomKeys(listener: (keys: RoomKey[]) => void): void {
    this.#keyListeners.push(listener);
  }

  keysNotBackedUp(): Promise<number> {
    return this.#run(async () => {
      const { total, backedUp } = await this.#machine.olm.roomKeyCounts();
      return total - backedUp;
    });
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#machine.close(this.#busy);
    return this.#stopping;
  }

  async #decryptOne(event: EventRecord): Promise<DecryptionResult> {
    const { roomId, eventId } = event;
    if (event.type !== 'm.room.encrypted' || this.#stopping) return { roomId, eventId, decryption: event.decryption };
    return { roomId, eventId, decryption: await this.#run(() => decryptOne(this.#machine.olm, event)) };
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#stopping) throw new CodedError('crypto.unavailable', 'the engine is stopped');
    const done = work();
    this.#busy.add(done);
    try {
      return await done;
    } finally {
      this.#busy.delete(done);
    }
  }

  #tellKeys(keys: RoomKey[]): void {
    if (this.#stopping) return;
    for (const listener of this.#keyListeners) listener(keys);
  }
}

/**
 * Opens the engine of an account on the crypto tables of its precious store, and makes its keys
 * where there are none. Rejects with `crypto.unavailable`, which is worth another try only where
 * `retryable`.
 */
export async function createCrypto(parts: CryptoParts): Promise<Crypto> {
  const { client, precious, accountId, log } = parts;
  try {
    return new Engine(await openMachine(client, precious.sql, accountId), parts);
  } catch (error) {
    log.error('the crypto engine does not open', { error: errorName(error) });
    throw new CodedError('crypto.unavailable', 'the crypto engine does not open', { cause: error });
  }
}
