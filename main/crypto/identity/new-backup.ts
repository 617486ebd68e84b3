import { CodedError } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { BackupDecryptionKey } from '../engine/binding.ts';
import type { EngineContext } from '../engine/context.ts';
import type { IdentityServer } from './server.ts';

const versionPath = '/room_keys/version';
const algorithm = 'm.megolm_backup.v1.curve25519-aes-sha2';

interface ServerBackup {
  version: string;
  publicKey: string | null;
}

/** The backup that is in force on the server; null where there is none. */
export async function serverBackup(server: IdentityServer): Promise<ServerBackup | null> {
  const answer = await server.find(versionPath);
  const version = answer?.['version'];
  if (typeof version !== 'string' || version.length > 255) return null;
  const authData = answer?.['auth_data'];
  const key = typeof authData === 'object' && authData !== null && !Array.isArray(authData) ? authData['public_key'] : null;
  return { version, publicKey: typeof key === 'string' ? key : null };
}

/** The private key of this backup, base64; null where it is not here. */
export async function heldBackupKey({ machine }: EngineContext, { publicKey }: ServerBackup): Promise<string | null> {
  const keys = await machine.olm.getBackupKeys();
  const key = keys.decryptionKey;
  keys.free();
  if (!key) return null;
  const matches = key.megolmV1PublicKey.publicKeyBase64 === publicKey;
  const text = matches ? key.toBase64() : null;
  key.free();
  return text;
}

/** Keeps the private key of the backup in force and begins to work with it; false where it is another's. */
export async function takeBackupKey(context: EngineContext, { version, publicKey }: ServerBackup, base64: string): Promise<boolean> {
  let key: BackupDecryptionKey;
  try {
    key = BackupDecryptionKey.fromBase64(base64);
  } catch {
    return false;
  }
  if (key.megolmV1PublicKey.publicKeyBase64 !== publicKey) return false;
  key.free();
  await context.machine.sdk.storeSessionBackupPrivateKey(new Uint8Array(Buffer.from(base64, 'base64')), version);
  await context.machine.sdk.checkKeyBackupAndEnable();
  return true;
}

/** Makes a backup, which takes the place of the one in force; that one stays on the server as it is. */
export async function makeBackup(context: EngineContext, server: IdentityServer): Promise<void> {
  const key = BackupDecryptionKey.createRandomKey();
  const publicKey = key.megolmV1PublicKey.publicKeyBase64;
  const authData = { public_key: publicKey };
  const signatures = await context.machine.olm.sign(JSON.stringify(authData));
  const body: JsonObject = { algorithm, auth_data: { ...authData, signatures: JSON.parse(signatures.asJSON()) as JsonObject } };
  const base64 = key.toBase64();
  key.free();
  const answer = await server.post(versionPath, body);
  const version = typeof answer === 'object' && answer !== null && 'version' in answer ? answer.version : null;
  if (typeof version !== 'string') throw new CodedError('server.error', 'the server named no backup', { retryable: true });
  await takeBackupKey(context, { version, publicKey }, base64);
}

/** Takes a backup off the server. Done where it is gone already. */
export async function dropBackup(server: IdentityServer, version: string): Promise<void> {
  try {
    await server.delete(`${versionPath}/${encodeURIComponent(version)}`);
  } catch (error) {
    if (!(error instanceof CodedError && error.detail.status === 404)) throw error;
  }
}
