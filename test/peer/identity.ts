import type { MatrixClient } from 'matrix-js-sdk';
import type { CryptoCallbacks } from 'matrix-js-sdk/lib/crypto-api/index.js';

/** The keys of secret storage that a client was given or made: what other applications keep until they are closed. */
export class Keyring {
  readonly #keys = new Map<string, Uint8Array<ArrayBuffer>>();

  readonly callbacks: CryptoCallbacks = {
    cacheSecretStorageKey: (keyId, _description, key) => void this.#keys.set(keyId, key),
    getSecretStorageKey: async ({ keys }) => {
      const id = Object.keys(keys).find((known) => this.#keys.has(known));
      const key = id === undefined ? undefined : this.#keys.get(id);
      return id === undefined || key === undefined ? null : [id, key];
    },
  };
}

/** What other applications do for a new account: identity, secret storage and backup. Returns the code that opens them. */
export async function makeIdentity(client: MatrixClient): Promise<string> {
  const crypto = client.getCrypto();
  if (!crypto) throw new Error('no cryptography');
  const recovery = await crypto.createRecoveryKeyFromPassphrase();
  await crypto.bootstrapCrossSigning({ authUploadDeviceSigningKeys: async (upload) => void (await upload(null)) });
  await crypto.bootstrapSecretStorage({ createSecretStorageKey: async () => recovery, setupNewKeyBackup: true });
  if (recovery.encodedPrivateKey === undefined) throw new Error('the code has no text');
  return recovery.encodedPrivateKey;
}
