import type { RoomRecord } from '../records/index.ts';

/** What the badge of the application tells. `mention`: something is for the agent by name. */
export interface BadgeCount {
  count: number;
  mention: boolean;
}

/** Unread messages over rooms: a muted room counts its mentions only, an invitation counts as one. */
export function badgeOf(rooms: Iterable<RoomRecord>): BadgeCount {
  let count = 0;
  let mention = false;
  for (const room of rooms) {
    if (room.membership === 'invite') count += 1;
    if (room.membership !== 'join') continue;
    count += room.muted ? room.mentions : Math.max(room.unread, room.mentions, room.markedUnread ? 1 : 0);
    mention ||= room.mentions > 0;
  }
  return { count, mention };
}
