import { setImmediate as nextLoop } from 'node:timers/promises';
import type { MatrixClient } from 'matrix-js-sdk';
import { CodedError, type AccountId, type RoomId } from '../../../preload/contract/index.ts';
import type { Logger } from '../../log/index.ts';
import type { Crypto, EncryptionTarget, Http } from '../../matrix/index.ts';
import type { DecryptionResult, EventRecord, JsonObject, SyncCryptoPart } from '../../records/index.ts';
import type { PreciousStore } from '../../store/index.ts';
import { Backup } from '../backup/index.ts';
import { Dehydration } from '../dehydration/index.ts';
import { SharedHistory } from '../history/index.ts';
import { OwnIdentity } from '../identity/index.ts';
import { OwnDevices } from '../devices/index.ts';
import { SealedKeys } from '../key-file/index.ts';
import { EngineRepair } from '../repair/index.ts';
import { TrustOffice } from '../trust/index.ts';
import { VerificationDesk } from '../verification/desk.ts';
import type { EngineContext } from './context.ts';
import { decryptOne } from './decryption.ts';
import { Encryption } from './encryption.ts';
import { openMachine, type Machine } from './machine.ts';
import { knownSettings } from './room-settings.ts';
import { takeSyncPart } from './sync-part.ts';

export interface CryptoParts {
  /** Client of matrix-js-sdk of this user and device, which is never started (`createSdkClient`). */
  client: MatrixClient;
  /** Requests of our own to the same server, with the token of the account. */
  http: Pick<Http, 'json' | 'bytes' | 'upload'>;
  precious: Pick<PreciousStore, 'sql'>;
  accountId: AccountId;
  /** Rooms of the agent, the most active first: the order in which the backup is restored. */
  rooms(): Promise<RoomId[]>;
  /** The password of a sign-in that has just been made, once, for the server that wants it before it takes the first keys. */
  takePassword?: () => string | null;
  /** Whether there is to be a dehydrated device (MSC3814), where the server can. */
  dehydratedDevice?: boolean;
  /** X.509 authorities, PEM: identities that carry a signature under one of them are verified. */
  caCertificates?: string | undefined;
  /** Milliseconds since the epoch. */
  now?: () => number;
  log: Logger;
}

type RoomKey = { roomId: RoomId; sessionId: string };
/** How long decryption may go on before the event loop gets its turn, in milliseconds. */
const sliceMs = 10;

const errorName = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** Names of the keys that events wait for. */
const missingKeys = (results: DecryptionResult[]): RoomKey[] =>
  results.flatMap(({ roomId, decryption }) => {
    const waits = decryption.status === 'failed' && (decryption.reason === 'waiting' || decryption.reason === 'before-join');
    return waits ? [{ roomId, sessionId: decryption.sessionId }] : [];
  });

/** `Crypto` on the Rust crypto of matrix-js-sdk. */
class Engine implements Crypto {
  readonly deviceKeys: { curve25519: string; ed25519: string };
  readonly trust: TrustOffice;
  readonly devices: OwnDevices;
  readonly backup: Backup;
  readonly history: SharedHistory;
  readonly keyFile: SealedKeys;
  readonly keyRepair: EngineRepair;
  readonly verifications: VerificationDesk;
  readonly identity: OwnIdentity;
  readonly #machine: Machine;
  readonly #encryption: Encryption;
  readonly #dehydration: Dehydration;
  readonly #log: Logger;
  readonly #keyListeners: ((keys: RoomKey[]) => void)[] = [];
  /** What is under way, so that `stop` can wait for it. */
  readonly #busy = new Set<Promise<unknown>>();
  #stopping: Promise<void> | null = null;

  constructor(machine: Machine, parts: CryptoParts) {
    const { client, http, precious, log, rooms, takePassword = () => null, now = Date.now } = parts;
    this.#machine = machine;
    this.#log = log;
    const context: EngineContext = { machine, client, http, precious, log, run: (work) => this.#run(work) };
    this.trust = new TrustOffice(context);
    this.devices = new OwnDevices({ context, trust: this.trust, now });
    this.#encryption = new Encryption(machine, this.trust);
    this.backup = new Backup(context, rooms);
    this.history = new SharedHistory(context, this.trust, now);
    this.keyFile = new SealedKeys(context);
    this.keyRepair = new EngineRepair(context);
    this.verifications = new VerificationDesk(context, this.#encryption);
    this.#dehydration = new Dehydration(context, { allowed: parts.dehydratedDevice ?? false, now });
    this.identity = new OwnIdentity(context, { takePassword, now, dehydration: this.#dehydration });
    const keys = machine.olm.identityKeys;
    this.deviceKeys = { curve25519: keys.curve25519.toBase64(), ed25519: keys.ed25519.toBase64() };
    const tell = async (infos: { roomId: { toString(): string }; sessionId: string }[]): Promise<void> => {
      this.#tellKeys(infos.map((info) => ({ roomId: info.roomId.toString() as RoomId, sessionId: info.sessionId })));
    };
    machine.olm.registerRoomKeyUpdatedCallback(tell);
    machine.olm.registerRoomKeysWithheldCallback(tell);
    this.identity.onState(({ status }) => {
      this.backup.identityStands(status === 'ready' || status === 'needs-code');
      if (status === 'ready') this.#dehydration.identityReady();
    });
    this.backup.start();
  }

  processSync(part: SyncCryptoPart): Promise<void> {
    return this.#run(async () => {
      const received = await takeSyncPart(this.#machine, this.#encryption, this.verifications, part);
      this.history.received(received);
    });
  }

  syncCommitted(): void {
    if (this.#stopping) return;
    this.#machine.sdk.onSyncCompleted({});
    this.backup.online();
    this.devices.online();
    this.history.online();
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
    await this.#follow(events);
    this.backup.look(missingKeys(results));
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
    this.verifications.stop();
    this.#stopping ??= this.#close();
    return this.#stopping;
  }

  async #close(): Promise<void> {
    this.backup.stop();
    this.#dehydration.stop();
    await this.#machine.close(this.#busy);
  }

  /** Without it the shields of what was decrypted would stay as they are; nothing else depends on it. */
  async #follow(events: EventRecord[]): Promise<void> {
    const senders = events.filter(({ type }) => type === 'm.room.encrypted').map(({ sender }) => sender);
    await this.#run(() => this.trust.follow(senders)).catch((error: unknown) => {
      this.#log.warn('senders could not be followed', { error: errorName(error) });
    });
  }

  async #decryptOne(event: EventRecord): Promise<DecryptionResult> {
    const { roomId, eventId } = event;
    if (event.type !== 'm.room.encrypted' || this.#stopping) return { roomId, eventId, decryption: event.decryption };
    return { roomId, eventId, decryption: await this.#run(() => decryptOne(this.#machine.olm, event, this.trust.requirement)) };
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
    this.backup.keysCame();
    for (const listener of this.#keyListeners) listener(keys);
  }
}

/** See `createCrypto`. */
export async function openEngine(parts: CryptoParts): Promise<Crypto> {
  const { client, precious, accountId, log } = parts;
  try {
    return new Engine(await openMachine(client, precious.sql, accountId, parts.caCertificates), parts);
  } catch (error) {
    log.error('the crypto engine does not open', { error: errorName(error) });
    throw new CodedError('crypto.unavailable', 'the crypto engine does not open', { cause: error });
  }
}
