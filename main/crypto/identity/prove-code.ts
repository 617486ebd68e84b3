import { randomBytes } from 'node:crypto';
import { CodedError } from '../../../preload/contract/index.ts';
import type { EngineContext } from '../engine/context.ts';
import { codeOf, isSameKey, keyTyped, newCodeKey, type CodeKey } from './code.ts';
import { heldBackupKey, serverBackup } from './new-backup.ts';
import { queryOwnKeys, readOwnKeys } from './own-keys.ts';
import {
  backupSecret,
  closeSecret,
  crossSigningSecrets,
  dehydrationSecret,
  keptNames,
  readStoredSecrets,
  saveDefaultKey,
  saveDescription,
  saveSecret,
  type SecretName,
  type StoredSecrets,
} from './secret-storage.ts';
import type { IdentityServer } from './server.ts';

const lacking = (): CodedError =>
  new CodedError('identity.unconfirmed', 'this device does not hold all the keys that a code must open', { retryable: true });

/** A code that was shown and not yet typed again. It exists in memory only, until `bringIntoForce`. */
export class WaitingCode {
  readonly #key: CodeKey = newCodeKey();
  readonly keyId = randomBytes(24).toString('base64url');

  /** In groups of four. */
  get code(): string {
    return codeOf(this.#key);
  }

  /** The key, to whoever typed it. Rejects with `identity.malformed-code`, `identity.wrong-code`. */
  prove(typed: string): CodeKey {
    if (isSameKey(keyTyped(typed), this.#key)) return this.#key;
    throw new CodedError('identity.wrong-code', 'another code was typed');
  }
}

/** All that the next device needs, in clear. `identity.unconfirmed` where this device does not have it all, `identity.changed` where it is no longer in force. */
async function secretsHere(
  context: EngineContext,
  server: IdentityServer,
  dehydrationKey: string | null,
): Promise<{ masterKey: string; secrets: Map<SecretName, string> }> {
  const onServer = await queryOwnKeys(context, server);
  const { master, verified, hasPrivate } = await readOwnKeys(context.machine.olm);
  if (onServer === null || master !== onServer || !verified)
    throw new CodedError('identity.changed', 'the identity of this device is not in force');
  if (!hasPrivate) throw lacking();
  const exported = await context.machine.olm.exportCrossSigningKeys();
  const keys = [exported?.masterKey, exported?.self_signing_key, exported?.userSigningKey];
  exported?.free();
  const backup = await serverBackup(server);
  const backupKey = backup && (await heldBackupKey(context, backup));
  if (backup !== null && backupKey === null) throw lacking();
  const all: [SecretName, string | null | undefined][] = [
    ...crossSigningSecrets.map((name, index) => [name, keys[index]] as [SecretName, string | undefined]),
    [backupSecret, backupKey],
    [dehydrationSecret, dehydrationKey],
  ];
  return { masterKey: master, secrets: new Map(all.flatMap(([name, secret]) => (secret ? [[name, secret] as const] : []))) };
}

/** What opens a secret today goes on opening it until the new key is the default one. */
function kept({ key, secrets }: StoredSecrets, name: SecretName) {
  const current = key === null ? undefined : secrets.get(name)?.get(key.keyId);
  return key !== null && current !== undefined ? [[key.keyId, current] as const] : [];
}

/**
 * Brings a code into force. One request, that of the default key, makes the difference: before it the
 * old code opens all, after it the new one does, wherever this is interrupted.
 */
export async function bringIntoForce(
  context: EngineContext,
  server: IdentityServer,
  keyId: string,
  key: CodeKey,
  { at, dehydrationKey }: { at: number; dehydrationKey: string | null },
): Promise<void> {
  const { masterKey, secrets } = await secretsHere(context, server, dehydrationKey);
  const stored = await readStoredSecrets(server);
  await saveDescription(server, keyId, key, { at, masterKey });
  for (const [name, secret] of secrets) {
    await saveSecret(server, name, new Map([...kept(stored, name), [keyId, await closeSecret(name, key, secret)]]));
  }
  if ((await queryOwnKeys(context, server)) !== masterKey) throw new CodedError('identity.changed', 'the identity was replaced meanwhile');
  await saveDefaultKey(server, keyId, stored);
  await closeToOthers(server, await readStoredSecrets(server));
}

/** Takes away what codes that were replaced still open. Only where the code in force is ours: another application may have reasons for several keys. */
export async function closeToOthers(server: IdentityServer, { key, secrets }: StoredSecrets): Promise<void> {
  if (key?.made === null || key === null) return;
  for (const name of keptNames) {
    const payloads = secrets.get(name);
    const current = payloads?.get(key.keyId);
    if (payloads && current && payloads.size > 1) await saveSecret(server, name, new Map([[key.keyId, current]]));
  }
}
