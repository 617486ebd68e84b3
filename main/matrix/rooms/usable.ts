import type { RoomId } from '../../../preload/contract/index.ts';
import type { RoomParts } from './parts.ts';

/** A server that answered a join sends the room with its next sync; a page does not wait longer than this. */
const longestMs = 20_000;

/** Resolves once the store has the room as joined, or after a bounded wait. */
export function untilJoined(parts: Pick<RoomParts, 'cache' | 'onSync'>, roomId: RoomId): Promise<void> {
  return until(parts, longestMs, async () => (await parts.cache.room(roomId))?.membership === 'join');
}

/** Resolves once `holds`, asked now and after every commit, or after `ms`. */
function until(parts: Pick<RoomParts, 'onSync'>, ms: number, holds: () => Promise<boolean>): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(end, ms);
    const look = (): void => void holds().then((yes) => yes && end(), end);
    const stop = parts.onSync(look);
    look();
  });
}
