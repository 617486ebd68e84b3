import { deriveRecoveryKeyFromPassphrase } from 'matrix-js-sdk/lib/crypto-api/key-passphrase.js';
import { CodedError } from '../../../preload/contract/index.ts';
import type { EngineContext } from '../engine/context.ts';
import { keyOf, keyTyped, type CodeKey } from './code.ts';
import { serverBackup, takeBackupKey } from './new-backup.ts';
import { queryOwnKeys, readOwnKeys, signThisDevice } from './own-keys.ts';
import {
  backupSecret,
  crossSigningSecrets,
  isKeyOf,
  openSecret,
  readDescription,
  olderKeys,
  type KeyDescription,
  type StoredSecrets,
} from './secret-storage.ts';
import type { IdentityServer } from './server.ts';

/** The key that was typed: a code, or where the account has one of those the passphrase of another application. */
async function keyFor({ passphrase }: KeyDescription, typed: string): Promise<CodeKey> {
  if (passphrase === null || keyOf(typed) !== null) return keyTyped(typed);
  return deriveRecoveryKeyFromPassphrase(typed.trim(), passphrase.salt, passphrase.iterations);
}

/** Whether the key opens the master key of secret storage, for descriptions that cannot tell. */
const opensMaster = async (stored: StoredSecrets, keyId: string, key: CodeKey): Promise<boolean> =>
  (await openSecret(stored, crossSigningSecrets[0], keyId, key)) !== null;

/** Whether the key is that of an older code: one that still opens something, or of which only the description is left. */
async function isOlder(server: IdentityServer, keyIds: readonly string[], key: CodeKey): Promise<boolean> {
  for (const keyId of keyIds) {
    const description = await readDescription(server, keyId);
    if (description && (await isKeyOf(description, key)) === true) return true;
  }
  return false;
}

/** The key in force that was typed. Rejects with `identity.*`. */
export async function checkedKey(server: IdentityServer, stored: StoredSecrets, typed: string): Promise<{ keyId: string; key: CodeKey }> {
  const current = stored.key;
  if (current === null) throw new CodedError('identity.no-code', 'the account has no secret storage');
  const key = await keyFor(current, typed);
  const { keyId, made } = current;
  if ((await isKeyOf(current, key)) ?? (await opensMaster(stored, keyId, key))) return { keyId, key };
  const older = await isOlder(server, olderKeys(stored), key);
  const detail = made ? { createdAt: made.at } : {};
  throw new CodedError(older ? 'identity.old-code' : 'identity.wrong-code', 'the code is not the one in force', { detail });
}

/** Confirms this device with the key in force: takes the private keys over, signs the device, and begins to work with the backup. */
export async function confirmWith(
  context: EngineContext,
  server: IdentityServer,
  stored: StoredSecrets,
  keyId: string,
  key: CodeKey,
): Promise<void> {
  const stale = (): CodedError => new CodedError('identity.stale-code', 'secret storage holds no keys of the identity in force');
  await queryOwnKeys(context, server);
  const [master, selfSigning, userSigning] = await Promise.all(crossSigningSecrets.map((name) => openSecret(stored, name, keyId, key)));
  if (!master || !selfSigning || !userSigning) throw stale();
  const status = await imported(context, master, selfSigning, userSigning);
  if (!status) throw stale();
  const { hasPrivate, verified } = await readOwnKeys(context.machine.olm);
  if (!hasPrivate || !verified) throw stale();
  await takeBackup(context, server, stored, keyId, key);
  await signThisDevice(context, server);
}

/** False where the engine does not take them for keys. */
async function imported({ machine }: EngineContext, master: string, selfSigning: string, userSigning: string): Promise<boolean> {
  try {
    (await machine.olm.importCrossSigningKeys(master, selfSigning, userSigning)).free();
    return true;
  } catch {
    return false;
  }
}

/** A backup whose key is not there, or not that one, is not this code's fault: the device is confirmed all the same. */
async function takeBackup(
  context: EngineContext,
  server: IdentityServer,
  stored: StoredSecrets,
  keyId: string,
  key: CodeKey,
): Promise<void> {
  const secret = await openSecret(stored, backupSecret, keyId, key);
  const backup = secret === null ? null : await serverBackup(server);
  if (secret !== null && backup !== null && !(await takeBackupKey(context, backup, secret))) {
    context.log.warn('secret storage holds the key of another backup');
  }
}
