import { isObject } from '../../records/index.ts';
import { KeyFileError } from './sealed-file.ts';

/** No room and no agent has more; a list that is longer is cut. */
const mostKeys = 1_000_000;

/** Sessions of an answer of `GET /room_keys/keys/{roomId}` (spec 11.12.3.2.1). Throws `KeyFileError` where it is none. */
export function sessionsOf(text: string): [string, unknown][] {
  const answer = parsed(text);
  const sessions = isObject(answer) ? answer['sessions'] : undefined;
  if (!isObject(sessions)) throw new KeyFileError('damaged');
  return Object.entries(sessions).slice(0, mostKeys);
}

/** Keys of an export, each with its session id; what is no object has an empty one and is counted as damaged later. */
export function exportedKeys(text: string): [string, unknown][] {
  const keys = parsed(text);
  if (!Array.isArray(keys)) throw new KeyFileError('damaged');
  return keys.slice(0, mostKeys).map((key: unknown) => {
    const sessionId = isObject(key) ? key['session_id'] : undefined;
    return [typeof sessionId === 'string' ? sessionId : '', key];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new KeyFileError('damaged');
  }
}
