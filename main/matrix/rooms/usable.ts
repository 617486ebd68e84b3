import type { RoomId } from '../../../preload/contract/index.ts';
import type { RoomRecord } from '../../records/index.ts';
import type { RoomParts } from './parts.ts';

/** A server that answered a join sends the room with its next sync; a page does not wait longer than this. */
const longestMs = 20_000;

/** Resolves once the store has the room as joined, and as what else it is known to be, or after a bounded wait. */
export function untilJoined(
  parts: Pick<RoomParts, 'cache' | 'onSync'>,
  roomId: RoomId,
  also: { direct?: true; encrypted?: true } = {},
): Promise<void> {
  return until(parts, longestMs, async () => {
    const room = await parts.cache.room(roomId);
    if (room?.membership !== 'join') return false;
    return (also.direct !== true || room.directUserId !== null) && (also.encrypted !== true || room.encrypted);
  });
}

/** Resolves once the store has a room as it was just changed, or after a bounded wait. */
export function untilRoom(parts: Pick<RoomParts, 'cache' | 'onSync'>, roomId: RoomId, holds: (room: RoomRecord) => boolean): Promise<void> {
  return until(parts, longestMs, async () => {
    const room = await parts.cache.room(roomId);
    return room !== null && holds(room);
  });
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
