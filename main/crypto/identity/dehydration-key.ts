import type { Dehydration } from '../dehydration/index.ts';
import type { CodeKey } from './code.ts';
import { closeSecret, dehydrationSecret, openSecret, saveSecret, type StoredSecrets } from './secret-storage.ts';
import type { IdentityServer } from './server.ts';

/**
 * The code was entered: this device takes over the key of the dehydrated device, or keeps a new one
 * with the other secrets where there is none yet. It is kept here only once secret storage has it:
 * a device that nobody else could open would be of no use.
 */
export async function takeDehydrationKey(
  dehydration: Pick<Dehydration, 'keyForCode' | 'takeKey'>,
  server: IdentityServer,
  stored: StoredSecrets,
  { keyId, key }: { keyId: string; key: CodeKey },
): Promise<void> {
  const opened = await openSecret(stored, dehydrationSecret, keyId, key);
  if (opened !== null && (await dehydration.takeKey(opened))) return;
  const made = await dehydration.keyForCode();
  if (made === null) return;
  await saveSecret(server, dehydrationSecret, new Map([[keyId, await closeSecret(dehydrationSecret, key, made)]]));
  await dehydration.takeKey(made);
}
