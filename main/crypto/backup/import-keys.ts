import type { RoomId } from '../../../preload/contract/index.ts';
import { BackupDecryptionKey, RoomId as RustRoomId } from '../engine/binding.ts';
import type { EngineContext } from '../engine/context.ts';
import { openSession, type SessionData } from './session-data.ts';

/** What reads the backup of `version`. */
export interface ReadingKey {
  version: string;
  /** Base64; never leaves main. */
  privateKey: string;
}
export interface Imported {
  imported: number;
  skipped: number;
}

/** Opens entries of the backup of one room; those that are damaged are missing in the answer. */
function openAll(privateKey: string, entries: [string, unknown][]): Map<string, SessionData> {
  const key = BackupDecryptionKey.fromBase64(privateKey);
  try {
    const opened = entries.flatMap(([sessionId, entry]): [string, SessionData][] => {
      const data = openSession(key, entry);
      return data ? [[sessionId, data]] : [];
    });
    return new Map(opened);
  } finally {
    key.free();
  }
}

/**
 * Takes some keys of a room out of the backup. Damaged ones are counted and left out; a better one
 * that is here already is kept. Rejects with `store.disk-full` or `crypto.unavailable` where they cannot be kept.
 */
export async function importKeys(
  context: EngineContext,
  { version, privateKey }: ReadingKey,
  roomId: RoomId,
  entries: [string, unknown][],
): Promise<Imported> {
  const opened = openAll(privateKey, entries);
  if (opened.size === 0) return { imported: 0, skipped: entries.length };
  let failures = 0;
  const progress = (_done: bigint, _total: bigint, failed: bigint): undefined => void (failures = Number(failed));
  const { olm } = context.machine;
  await context.run(async () => {
    const result = await olm.importBackedUpRoomKeys(new Map([[new RustRoomId(roomId), opened]]), progress, version);
    result.free();
  });
  return { imported: opened.size - failures, skipped: entries.length - opened.size + failures };
}
