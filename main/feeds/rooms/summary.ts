import type { RoomSummary, RoomTitle } from '../../../preload/contract/index.ts';
import type { RoomRecord } from '../../records/index.ts';
import { kindOfRoom } from '../../tchap/index.ts';
import { cleanName, namesOf, plainName, type MediaUrlOf } from '../../timeline/index.ts';

const mostHeroes = 5;
const draftWords = 120;

/** What a row of the room list is made of. */
export interface RoomParts {
  record: RoomRecord;
  draft: string;
  failedSends: number;
}

/** The row of a room; null for one that is not in the list any more. */
export function roomSummaryOf({ record, draft, failedSends }: RoomParts, mediaUrl: MediaUrlOf): RoomSummary | null {
  const { membership, power } = record;
  if (membership === 'leave' || membership === 'ban') return null;
  return {
    roomId: record.roomId,
    title: titleOf(record),
    kind: kindOfRoom(record),
    encrypted: record.encrypted,
    openByLink: record.joinRule === 'public',
    avatar: record.avatarMxc === null ? null : mediaUrl({ kind: 'avatar', mxc: record.avatarMxc }),
    topic: record.topic,
    membership,
    inviter: record.inviter && { userId: record.inviter.userId, name: plainName(record.inviter.userId, record.inviter.name) },
    directUserId: record.directUserId,
    memberCount: record.joinedCount,
    unread: Math.max(record.unread, record.markedUnread ? 1 : 0),
    mentions: record.mentions,
    favourite: record.tags.favourite,
    lowPriority: record.tags.lowPriority,
    muted: record.muted,
    mode: record.mode ?? 'default',
    markedUnread: record.markedUnread,
    preview: record.preview && { ...record.preview, senderName: cleanName(record.preview.senderName) },
    draft: draft.trim().slice(0, draftWords).replace(/\s+/gu, ' '),
    failedSends,
    activityAt: record.activityAt,
    canSend: membership === 'join' && power.own >= power.send,
    canNotifyRoom: membership === 'join' && power.own >= (power.notifyRoom ?? 50),
    canInvite: membership === 'join' && power.own >= power.invite,
    canPin: membership === 'join' && power.own >= power.pin,
  };
}

/** Name of a room (spec: calculating the display name for a room); the words around names are the page's. */
function titleOf({ name, heroes, joinedCount, invitedCount }: RoomRecord): RoomTitle {
  const shown = heroes.slice(0, mostHeroes);
  const names = namesOf(shown.map((hero) => ({ userId: hero.userId, displayName: hero.name, avatarMxc: null })));
  const others = Math.max(0, joinedCount + invitedCount - 1 - shown.length);
  return { text: cleanName(name ?? '') || null, heroes: [...names.values()], others };
}

/** Invitations, favourites, others, low priority; by activity within each. */
export function compareRooms(a: RoomSummary, b: RoomSummary): number {
  return groupOf(a) - groupOf(b) || b.activityAt - a.activityAt;
}

function groupOf({ membership, favourite, lowPriority }: RoomSummary): number {
  if (membership === 'invite') return 0;
  if (favourite) return 1;
  return lowPriority ? 3 : 2;
}
