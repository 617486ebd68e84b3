import { CodedError } from '../../../preload/contract/index.ts';
import { isIdentifier, isObject } from '../../records/index.ts';
import { checkSession, type SessionData } from '../backup/index.ts';
import type { RoomKeyImportResult } from '../engine/binding.ts';
import type { EngineContext } from '../engine/context.ts';

type Entry = [sessionId: string, key: unknown];

/** A key of an export, checked; null where it is damaged. */
function checkExported([sessionId, key]: Entry): SessionData | null {
  const data = checkSession(key);
  const roomId = isObject(key) ? key['room_id'] : undefined;
  return data && isIdentifier(roomId) && isIdentifier(sessionId) ? { ...data, room_id: roomId, session_id: sessionId } : null;
}

/** Imports some keys of an export (spec 11.12.3.3). Rejects where the store cannot keep them. */
export async function importExported(context: EngineContext, entries: Entry[]): Promise<{ imported: number; damaged: number }> {
  const keys = entries.flatMap((entry) => checkExported(entry) ?? []);
  const damaged = entries.length - keys.length;
  if (keys.length === 0) return { imported: 0, damaged };
  const imported = await tryAll(context, keys);
  if (imported !== null) return { imported, damaged };
  // One of them is damaged in a way that only the engine sees: it refuses all, so each is tried alone.
  const results = [];
  for (const key of keys) results.push(await tryAll(context, [key]));
  const refused = results.filter((result) => result === null).length;
  return { imported: results.reduce<number>((sum, result) => sum + (result ?? 0), 0), damaged: damaged + refused };
}

/** The engine reads the keys before it begins, and throws at once where it cannot read one: null then. */
function begin({ machine }: EngineContext, keys: SessionData[]): Promise<RoomKeyImportResult> | null {
  try {
    return machine.olm.importExportedRoomKeys(JSON.stringify(keys), () => undefined);
  } catch {
    return null;
  }
}

/** How many were imported; null where the engine cannot read one of them. Rejects where the store cannot keep them. */
async function tryAll(context: EngineContext, keys: SessionData[]): Promise<number | null> {
  return context.run(async () => {
    const result = await begin(context, keys)?.catch(storeFailure);
    if (!result) return null;
    const { importedCount } = result;
    result.free();
    return importedCount;
  });
}

function storeFailure(cause: unknown): never {
  throw new CodedError('store.disk-full', 'the keys could not be kept', { retryable: true, cause });
}
