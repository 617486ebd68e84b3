import type { StagedSync, SyncChanges } from '../../records/index.ts';
import type { EventCache, PreciousStore } from '../../store/index.ts';
import type { Crypto } from '../crypto/index.ts';

export interface KeepParts {
  cache: Pick<EventCache, 'stageSync' | 'commitSync' | 'dropStage'>;
  precious: Pick<PreciousStore, 'flush'>;
  crypto: Pick<Crypto, 'processSync' | 'decrypt' | 'syncCommitted'>;
  onSkipped(skipped: StagedSync['skipped']): void;
}

/**
 * Keeps one answer, in an order that loses nothing at any crash: its keys are in the precious store,
 * and on the disk, before the commit writes the position that acknowledges them to the server.
 */
export async function keepSync(parts: KeepParts, body: Uint8Array): Promise<SyncChanges> {
  const staged = await parts.cache.stageSync(body);
  if (staged.skipped.length > 0) parts.onSkipped(staged.skipped);
  try {
    await parts.crypto.processSync(staged.crypto);
    if (staged.crypto.toDevice.length > 0) parts.precious.flush();
    const changes = await parts.cache.commitSync(staged.stageId, await parts.crypto.decrypt(staged.toDecrypt));
    parts.crypto.syncCommitted();
    return changes;
  } catch (error) {
    await parts.cache.dropStage(staged.stageId);
    throw error;
  }
}
