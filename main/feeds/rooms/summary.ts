import type { RoomSummary, RoomTitle, UserId } from '../../../preload/contract/index.ts';
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
  const { membership, power, parting } = record;
  if ((membership === 'leave' || membership === 'ban') && parting === null) return null;
  const joined = membership === 'join';
  return {
    roomId: record.roomId,
    title: titleOf(record),
    kind: kindOfRoom(record),
    encrypted: record.encrypted,
    bridges: bridgesOf(record),
    openByLink: record.joinRule === 'public',
    avatar: record.avatarMxc === null ? null : mediaUrl({ kind: 'avatar', mxc: record.avatarMxc }),
    topic: record.topic,
    membership,
    parting: parting && {
      ...parting,
      by: { userId: parting.by.userId, name: plainName(parting.by.userId, parting.by.name) },
      back: wayBack(record),
    },
    inviter: record.inviter && { userId: record.inviter.userId, name: plainName(record.inviter.userId, record.inviter.name) },
    directUserId: record.directUserId,
    memberCount: record.joinedCount,
    unread: Math.max(record.unread, record.markedUnread ? 1 : 0),
    mentions: record.mentions,
    notices: record.tags.serverNotice ?? false,
    favourite: record.tags.favourite,
    lowPriority: record.tags.lowPriority,
    muted: record.muted,
    mode: record.mode ?? 'default',
    markedUnread: record.markedUnread,
    preview: record.preview && { ...record.preview, senderName: cleanName(record.preview.senderName) },
    draft: draft.trim().slice(0, draftWords).replace(/\s+/gu, ' '),
    failedSends,
    activityAt: record.activityAt,
    canSend: joined && power.own >= power.send && record.successor === null,
    writers: power.send >= 100 ? 'admins' : power.send >= 50 ? 'moderators' : 'all',
    canNotifyRoom: joined && power.own >= power.notifyRoom,
    canInvite: joined && power.own >= power.invite,
    canPin: joined && power.own >= power.pin,
    canKick: joined && power.own >= power.kick,
    requests: joined && power.own >= power.invite ? record.requests : 0,
    retentionMs: record.retentionMs,
    successor: record.successor,
    predecessor: record.predecessor,
    space: record.type === 'm.space' ? { children: record.children, canAdd: joined && power.own >= power.children } : null,
  };
}

/** Rules that this version does not know let nobody in. */
function wayBack({ membership, joinRule }: RoomRecord): NonNullable<RoomSummary['parting']>['back'] {
  if (membership === 'ban') return 'invitation';
  if (joinRule === 'public' || joinRule === 'restricted') return 'enter';
  return joinRule.startsWith('knock') ? 'ask' : 'invitation';
}

function bridgesOf({ bridges = [] }: RoomRecord): RoomSummary['bridges'] {
  const named = ({ userId, name }: { userId: UserId; name: string | null }) => ({ userId, name: plainName(userId, name) });
  return bridges.flatMap(({ network, places, by, creator }) => {
    const name = cleanName(network);
    const shown = places.map(cleanName).filter((place) => place !== '');
    return name === '' ? [] : [{ network: name, places: shown, by: named(by), creator: creator && named(creator) }];
  });
}

/** Name of a room (spec: calculating the display name for a room); the words around names are the page's. */
function titleOf({ name, heroes, joinedCount, invitedCount, awaits }: RoomRecord): RoomTitle {
  if (awaits !== undefined) return { text: null, heroes: [cleanName(awaits)], others: 0 };
  const shown = heroes.slice(0, mostHeroes);
  const names = namesOf(shown.map((hero) => ({ userId: hero.userId, displayName: hero.name, avatarMxc: null })));
  const others = Math.max(0, joinedCount + invitedCount - 1 - shown.length);
  return { text: cleanName(name ?? '') || null, heroes: [...names.values()], others };
}

/** Invitations, announcements of the server, favourites, others, low priority, what was taken away; by activity within each. */
export function compareRooms(a: RoomSummary, b: RoomSummary): number {
  return groupOf(a) - groupOf(b) || b.activityAt - a.activityAt;
}

function groupOf({ membership, notices, favourite, lowPriority }: RoomSummary): number {
  if (membership === 'leave' || membership === 'ban') return 5;
  if (membership === 'invite') return 0;
  if (notices) return 1;
  if (favourite) return 2;
  return lowPriority ? 4 : 3;
}
