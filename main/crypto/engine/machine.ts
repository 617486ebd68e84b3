import type { MatrixClient } from 'matrix-js-sdk';
import type { RustCrypto } from 'matrix-js-sdk/lib/rust-crypto/rust-crypto.js';
import type { SqlDatabase } from '../../store/index.ts';
import { mountIndexedDb, unmountIndexedDb } from '../indexeddb/index.ts';
import type { OlmMachine } from './binding.ts';

interface RequestLoop {
  doProcessOutgoingRequests(): Promise<void>;
}
interface RoomEncryptor {
  prepareForEncryption(blacklistUnverified: boolean, isolation: unknown): Promise<void>;
}

/** Private parts of `RustCrypto` that its interface offers no way to. The tests of this folder fail where they change. */
export interface SdkInternals {
  readonly olmMachine: OlmMachine;
  readonly outgoingRequestsManager: RequestLoop;
  readonly roomEncryptors: { readonly [roomId: string]: RoomEncryptor | undefined };
  readonly deviceIsolationMode: unknown;
}

/** The engine of one account: matrix-js-sdk's part, which speaks to the server, and the Rust machine under it. */
export interface Machine {
  sdk: RustCrypto;
  internals: SdkInternals;
  olm: OlmMachine;
  close(): Promise<void>;
}

/** How long closing waits for what the engine still does, in milliseconds. */
const closingMs = 5000;

const ignore = (): void => undefined;

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

async function close(sdk: RustCrypto, prefix: string): Promise<void> {
  sdk.stop();
  const late = new Promise<void>((resolve) => setTimeout(resolve, closingMs).unref());
  await Promise.race([unmountIndexedDb(prefix), late]);
}

/** Opens the machine of the client's user and device on the IndexedDB tables of `sql`. Rejects with what the engine throws. */
export async function openMachine(client: MatrixClient, sql: SqlDatabase, prefix: string): Promise<Machine> {
  mountIndexedDb(prefix, sql);
  try {
    await client.initRustCrypto({ useIndexedDB: true, cryptoDatabasePrefix: prefix });
  } catch (error) {
    void unmountIndexedDb(prefix);
    throw error;
  }
  const sdk = client.getCrypto() as unknown as RustCrypto;
  const internals = sdk as unknown as SdkInternals;
  hearRejections(internals.outgoingRequestsManager);
  return { sdk, internals, olm: internals.olmMachine, close: () => close(sdk, prefix) };
}
