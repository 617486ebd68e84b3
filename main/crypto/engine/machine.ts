import type { MatrixClient } from 'matrix-js-sdk';
import type { DeviceIsolationMode } from 'matrix-js-sdk/lib/crypto-api/index.js';
import type { JsonObject, SyncCryptoPart } from '../../records/index.ts';
import type { SqlDatabase } from '../../store/index.ts';
import type { SdkBackupManager } from '../backup/index.ts';
import type { ReceivedMessage } from '../history/index.ts';
import { mountIndexedDb, unmountIndexedDb } from '../indexeddb/index.ts';
import type { OlmMachine, OutgoingRequest, UserId } from './binding.ts';
import type { EncryptedRoom, EventToEncrypt } from './encrypted-room.ts';
import { pauseSameQueries } from './same-query.ts';

interface RequestLoop {
  doProcessOutgoingRequests(): Promise<void>;
}
/** Sends what the engine asks for, and tells it the answer; tries four times. What is put in its place is used by all of matrix-js-sdk. */
interface RequestSender {
  makeOutgoingRequest(request: OutgoingRequest, authenticate?: unknown): Promise<void>;
}
/** Makes sessions with devices that have none, one request at a time. */
interface ClaimManager {
  ensureSessionsForUsers(log: { info(text: string): void }, users: UserId[]): Promise<void>;
}
interface RoomEncryptor {
  prepareForEncryption(blacklistUnverified: boolean, isolation: unknown): Promise<void>;
}
interface SyncChanges {
  toDeviceEvents: JsonObject[];
  deviceLists: SyncCryptoPart['deviceLists'];
  oneTimeKeysCounts: SyncCryptoPart['oneTimeKeyCounts'];
  unusedFallbackKeys?: string[];
}

/**
 * `RustCrypto` of matrix-js-sdk, as far as we use it. It is internal there, and some of this private:
 * the tests of this folder fail where it changes.
 */
export interface SdkCrypto {
  readonly olmMachine: OlmMachine;
  readonly outgoingRequestsManager: RequestLoop;
  readonly outgoingRequestProcessor: RequestSender;
  readonly backupManager: SdkBackupManager;
  readonly keyClaimManager: ClaimManager;
  readonly roomEncryptors: { readonly [roomId: string]: RoomEncryptor | undefined };
  readonly deviceIsolationMode: DeviceIsolationMode;
  readonly globalBlacklistUnverifiedDevices: boolean;
  /** The to-device messages that could be read. */
  processSyncChanges(changes: SyncChanges): Promise<ReceivedMessage[]>;
  onCryptoEvent(room: EncryptedRoom, event: { getContent(): JsonObject }): Promise<void>;
  onSyncCompleted(state: object): void;
  encryptEvent(event: EventToEncrypt, room: EncryptedRoom): Promise<void>;
  storeSessionBackupPrivateKey(key: Uint8Array, version: string): Promise<void>;
  checkKeyBackupAndEnable(): Promise<unknown>;
  setDeviceIsolationMode(mode: DeviceIsolationMode): void;
  stop(): void;
}

/** The engine of one account: matrix-js-sdk's part, which speaks to the server, and the Rust machine under it. */
export interface Machine {
  sdk: SdkCrypto;
  olm: OlmMachine;
  /** A sync said that devices of somebody changed. */
  devicesChanged(): void;
  /** Ends its requests, waits for `busy` (5 s at most), and closes its store. */
  close(busy: Iterable<Promise<unknown>>): Promise<void>;
}

const closingMs = 5000;
const ignore = (): void => undefined;

/** Resolves when the work has ended, well or badly, or after 5 s. */
async function ended(work: Iterable<Promise<unknown>>): Promise<void> {
  const late = new Promise<void>((resolve) => void setTimeout(resolve, closingMs).unref());
  await Promise.race([Promise.allSettled(work), late]);
}

/**
 * matrix-js-sdk starts its request loop here and there without hearing its failures, which it has
 * logged and will repeat; unheard, they would end the process.
 */
function hearRejections(requests: RequestLoop): void {
  const run = requests.doProcessOutgoingRequests.bind(requests);
  requests.doProcessOutgoingRequests = () => {
    const done = run();
    done.catch(ignore);
    return done;
  };
}

/** Opens the machine of the client's user and device on the IndexedDB tables of `sql`. Rejects with what the engine throws. */
export async function openMachine(client: MatrixClient, sql: SqlDatabase, prefix: string, caCertificates?: string): Promise<Machine> {
  mountIndexedDb(prefix, sql);
  try {
    const authorities = caCertificates === undefined ? {} : { caCertsPem: caCertificates };
    await client.initRustCrypto({ useIndexedDB: true, cryptoDatabasePrefix: prefix, ...authorities });
  } catch (error) {
    void unmountIndexedDb(prefix);
    throw error;
  }
  const sdk = client.getCrypto() as unknown as SdkCrypto;
  hearRejections(sdk.outgoingRequestsManager);
  const devicesChanged = pauseSameQueries(sdk.outgoingRequestProcessor);
  return {
    sdk,
    olm: sdk.olmMachine,
    devicesChanged,
    async close(busy) {
      client.http.abort();
      // The check of the backup that begins with the engine would meet a closed machine.
      await ended([...busy, sdk.backupManager.keyBackupCheckInProgress ?? Promise.resolve()]);
      sdk.stop();
      await ended([unmountIndexedDb(prefix)]);
    },
  };
}
