import type { Authentication, Interactive } from '../../matrix/index.ts';
import { CodedError } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { DeviceId, OlmMachine, UserId } from '../engine/binding.ts';
import type { EngineContext } from '../engine/context.ts';
import { dropBackup, makeBackup, serverBackup } from './new-backup.ts';
import { queryOwnKeys } from './own-keys.ts';
import { uploadIdentity, uploadSignatures } from './publish.ts';
import { emptyStorage } from './secret-storage.ts';
import type { IdentityServer } from './server.ts';

interface PrivateKeys {
  master: string;
  selfSigning: string;
  userSigning: string;
}

/**
 * A new identity, made outside of the engine's store: until the server has taken it, nothing of what
 * this device holds is touched, so that an agent who gives up at the password loses nothing.
 */
async function makeIdentity({ machine }: EngineContext): Promise<{ upload: JsonObject; keys: PrivateKeys }> {
  const { olm } = machine;
  const aside = await OlmMachine.initialize(new UserId(olm.userId.toString()), new DeviceId(olm.deviceId.toString()));
  try {
    const requests = await aside.bootstrapCrossSigning(true);
    const exported = await aside.exportCrossSigningKeys();
    const [master, selfSigning, userSigning] = [exported?.masterKey, exported?.self_signing_key, exported?.userSigningKey];
    if (!master || !selfSigning || !userSigning) throw new CodedError('crypto.unavailable', 'the engine made no identity');
    return { upload: JSON.parse(requests.uploadSigningKeysRequest.body) as JsonObject, keys: { master, selfSigning, userSigning } };
  } finally {
    aside.close();
  }
}

/** One reset, from the first question of the server to the end. What it made is used again by the next attempt. */
export class Reset {
  readonly #context: EngineContext;
  readonly #server: IdentityServer;
  readonly #ask: Interactive;
  #made: Promise<{ upload: JsonObject; keys: PrivateKeys }> | null = null;

  constructor(context: EngineContext, server: IdentityServer, ask: Interactive) {
    this.#context = context;
    this.#server = server;
    this.#ask = ask;
  }

  /** Rejects with `auth.confirm-identity` until the server is satisfied. May be repeated after any failure. */
  async run(authentication: Authentication | null): Promise<void> {
    const { upload, keys } = await (this.#made ??= makeIdentity(this.#context));
    await uploadIdentity(this.#server, this.#ask, upload, authentication);
    // First: what it held opens the identity that is gone, and would be taken for a code that works.
    await emptyStorage(this.#server);
    await queryOwnKeys(this.#context, this.#server);
    const { olm } = this.#context.machine;
    (await olm.importCrossSigningKeys(keys.master, keys.selfSigning, keys.userSigning)).free();
    await uploadSignatures(this.#context, this.#server);
    await this.#replaceBackup();
  }

  /** The new one first: keys of this device are never without a backup for long. */
  async #replaceBackup(): Promise<void> {
    const old = await serverBackup(this.#server);
    await makeBackup(this.#context, this.#server);
    if (old) await dropBackup(this.#server, old.version);
  }
}
