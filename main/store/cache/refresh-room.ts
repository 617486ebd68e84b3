import type { UserId } from '../../../preload/contract/index.ts';
import type { EventRecord, JsonObject, RoomRecord } from '../../records/index.ts';
import { isMessage, isValidEdit, nameOf, powerRecord, previewOf } from '../../records/index.ts';
import type { AccountFacts } from './account-facts.ts';
import type { DescribingType } from './room-fields.ts';
import { roomFields } from './room-fields.ts';
import type { RoomRow } from './room-queries.ts';
import type { Described, MemberRow } from './state-queries.ts';
import type { Tables } from './tables.ts';
import { countUnread } from './unread.ts';

/** How many displayable events are looked at to find the newest message. */
const previewDepth = 30;

const profile = (userId: UserId, row: MemberRow | null) => ({
  userId,
  name: row?.display_name ?? null,
  avatarMxc: row?.avatar_mxc ?? null,
});

function heroesOf(tables: Tables, room: RoomRow): RoomRecord['heroes'] {
  const { heroes } = room.ledger;
  if (!heroes) return tables.state.others(room, tables.own).map((row) => profile(row.user_id, row));
  return heroes.filter((userId) => userId !== tables.own).map((userId) => profile(userId, tables.state.member(room, userId)));
}

function newestEdit(tables: Tables, room: RoomRow, event: EventRecord): EventRecord | null {
  const edit = tables.timelines.newestEdit(room, event);
  return edit && isValidEdit(edit, event) ? edit : null;
}

/** The newest message, else the newest state change, and the activity that follows from it. */
export function newsOf(tables: Tables, room: RoomRow, { ignored }: AccountFacts, now: number): Pick<RoomRecord, 'preview' | 'activityAt'> {
  const told = tables.timelines.newest(room, previewDepth, ignored);
  const message = told && isMessage(told) ? told : null;
  // A clock that runs ahead must not keep a room on top of the list.
  const sentAt = message ? Math.min(message.sentAt, now) : room.record.activityAt;
  const activityAt = Math.max(sentAt, room.ledger.memberSince);
  if (!told) return { preview: null, activityAt };
  const name = tables.state.member(room, told.sender)?.display_name ?? told.sender;
  const edit = message ? newestEdit(tables, room, message) : null;
  return { preview: previewOf(told, edit, { name, own: told.sender === tables.own }), activityAt };
}

function membersOf(tables: Tables, room: RoomRow): Pick<RoomRecord, 'joinedCount' | 'invitedCount'> {
  const { joined, invited } = room.ledger;
  return { joinedCount: joined ?? tables.state.count(room, 'join'), invitedCount: invited ?? tables.state.count(room, 'invite') };
}

export function modeOf({ roomId }: RoomRow, { modes }: AccountFacts): Pick<RoomRecord, 'mode' | 'muted'> {
  const mode = modes.get(roomId) ?? null;
  return { mode, muted: mode === 'mute' };
}

/**
 * The other person of a direct message. `m.direct` may list any room for anybody: it is believed of rooms of two
 * alone, and whoever is there beside us is the one who reads, whatever name it stands under.
 */
export function directOf(tables: Tables, room: RoomRow, facts: AccountFacts): UserId | null {
  const listed = facts.direct.get(room.roomId) ?? null;
  if (listed === null || room.record.joinedCount + room.record.invitedCount > 2) return null;
  const others = tables.state.others(room, tables.own).map((row) => row.user_id);
  return others.length === 0 || others.includes(listed) ? listed : (others[0] ?? listed);
}

/** Absent without any: most rooms have none. */
function bridgesIn(tables: Tables, room: RoomRow): Pick<RoomRecord, 'bridges'> {
  const bridges = tables.bridges(room);
  const named = (userId: UserId) => ({ userId, name: tables.state.member(room, userId)?.display_name ?? null });
  if (bridges.length === 0) return {};
  return { bridges: bridges.map((bridge) => ({ ...bridge, by: named(bridge.by), creator: bridge.creator && named(bridge.creator) })) };
}

/** Whom we wait for where we are alone in a room without a name: who was invited by e-mail and has not come. */
export function awaitedIn(tables: Tables, room: RoomRow, { addresses }: AccountFacts): Pick<RoomRecord, 'awaits'> {
  const { joinedCount, invitedCount, name } = room.record;
  if (joinedCount + invitedCount > 1 || name !== null) return {};
  const invites = tables.states(room, 'm.room.third_party_invite').map(({ content }) => nameOf(content['display_name']));
  const masked = invites.find((one) => one !== null);
  return masked === undefined ? {} : { awaits: addresses.get(room.roomId) ?? masked };
}

/** Makes the record of a room again from its tables; `described` is what is known of its state without reading. Those of invitations are written by `applyInvitation` alone. */
export function refreshRoom(tables: Tables, room: RoomRow, facts: AccountFacts, now: number, described: Described | null = null): void {
  if (room.record.membership === 'invite' || room.record.membership === 'knock') return;
  const state = described ?? tables.state.described(room);
  const content = (type: DescribingType): JsonObject | null => state.get(type)?.content ?? null;
  const fields = roomFields(content, room.record.encrypted);
  // What came in clear was counted by the server alone.
  if (fields.encrypted && !room.record.encrypted && room.saved !== null) room.ledger.counted = false;
  const rules = { levels: content('m.room.power_levels'), create: state.get('m.room.create') ?? null };
  const { bridges: _bridges, awaits: _awaits, ...record } = room.record;
  room.record = {
    ...record,
    ...fields,
    ...bridgesIn(tables, room),
    ...membersOf(tables, room),
    ...modeOf(room, facts),
    ...newsOf(tables, room, facts, now),
    heroes: heroesOf(tables, room),
    inviter: null,
    directUserId: null,
    children: fields.type === 'm.space' ? tables.state.children(room) : [],
    requests: fields.joinRule.startsWith('knock') ? tables.state.count(room, 'knock') : 0,
    power: powerRecord(rules, tables.own, fields.encrypted),
  };
  room.record.directUserId = directOf(tables, room, facts);
  Object.assign(room.record, awaitedIn(tables, room, facts));
  Object.assign(room.record, countUnread(tables, room, facts, fields.encrypted));
}
