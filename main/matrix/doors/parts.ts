import type { MediaUrl, UserId } from '../../../preload/contract/index.ts';
import type { RoomParts } from '../rooms/index.ts';

/** What the doors of rooms work with. */
export interface DoorParts extends RoomParts {
  /** Whether somebody is an external guest, by the id alone. */
  isGuest(userId: UserId): boolean;
  /** Where the page finds a picture. */
  avatarUrl(mxc: string): MediaUrl | null;
}

export const serverOf = (userId: UserId): string => userId.slice(userId.indexOf(':') + 1);
