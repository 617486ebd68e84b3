import * as v from 'valibot';
import { roomAddress, type RoomAddress } from '../../preload/contract/index.ts';

/** The id or alias of a room that an agent typed; null where it is neither. */
export function parseRoomAddress(text: string): RoomAddress | null {
  const parsed = v.safeParse(roomAddress, text.trim());
  return parsed.success ? parsed.output : null;
}
