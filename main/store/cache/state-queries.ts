import type { EventId, RoomId, UserId } from '../../../preload/contract/index.ts';
import type { EventRecord, JsonObject, Membership, MemberRecord, PowerRules } from '../../records/index.ts';
import { childrenOf, isUserId, keptByRedaction, memberOf, powerOf } from '../../records/index.ts';
import type { SqlDatabase } from '../precious/types.ts';
import type { DescribingType } from './room-fields.ts';
import { describingTypes } from './room-fields.ts';
import type { RoomKey } from './room-queries.ts';

export interface StateEntry {
  content: JsonObject;
  sender: UserId;
}
export interface MemberRow {
  user_id: UserId;
  membership: Membership;
  display_name: string | null;
  avatar_mxc: string | null;
  sender: UserId;
}

/** The state that says what a room is. */
export type Described = ReadonlyMap<DescribingType, StateEntry>;

/** How long the word of a sync answer stands against that of a member list asked for before it. */
const syncedFor = 60_000;

const upsertMember = 'INSERT INTO member VALUES (?, ?, ?, ?, ?, ?, ?, ?)';
/** Who goes is told of without a name: what they wrote stays under the one they had. */
const unlessGone = (column: string): string =>
  `${column} = CASE WHEN excluded.membership IN ('leave', 'ban') THEN coalesce(excluded.${column}, member.${column}) ELSE excluded.${column} END`;
const onMember = `ON CONFLICT (room, user_id) DO UPDATE SET ${unlessGone('display_name')}, ${unlessGone('avatar_mxc')},
  membership = excluded.membership, sender = excluded.sender, event_id = excluded.event_id, synced_at = excluded.synced_at`;

function statements(db: SqlDatabase) {
  return {
    get: db.prepare<[number, string, string], { content: string; sender: UserId }>(
      'SELECT content, sender FROM state WHERE room = ? AND type = ? AND state_key = ?',
    ),
    described: db.prepare<[number], { type: DescribingType; content: string; sender: UserId }>(
      `SELECT type, content, sender FROM state WHERE room = ? AND state_key = '' AND type IN (${describingTypes.map((type) => `'${type}'`).join(', ')})`,
    ),
    children: db.prepare<[number], { child: string; content: string }>(
      "SELECT state_key AS child, content FROM state WHERE room = ? AND type = 'm.space.child'",
    ),
    put: db.prepare('INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?, ?, ?)'),
    byEvent: db.prepare<[number, string], { type: string; state_key: string; content: string }>(
      'SELECT type, state_key, content FROM state WHERE room = ? AND event_id = ?',
    ),
    strip: db.prepare('UPDATE state SET content = ? WHERE room = ? AND type = ? AND state_key = ?'),
    stripMember: db.prepare('UPDATE member SET display_name = NULL, avatar_mxc = NULL WHERE room = ? AND event_id = ?'),
    // The encryption of a room never ends, whatever a server says (spec 11.12).
    clearState: db.prepare("DELETE FROM state WHERE room = ? AND type <> 'm.room.encryption'"),
    // Not removed: a server that loads members lazily leaves out those it has told of before.
    doubtMembers: db.prepare('UPDATE member SET synced_at = 0 WHERE room = ?'),
    putMember: db.prepare(`${upsertMember} ${onMember}`),
    addMember: db.prepare(`${upsertMember} ON CONFLICT DO NOTHING`),
    listMember: db.prepare(`${upsertMember} ${onMember} WHERE member.synced_at < ?`),
    endMembers: db.prepare(
      "UPDATE member SET membership = 'leave' WHERE room = ? AND synced_at < ? AND user_id NOT IN (SELECT value FROM json_each(?))",
    ),
    member: db.prepare<[number, string], MemberRow>('SELECT * FROM member WHERE room = ? AND user_id = ?'),
    members: db.prepare<[number], MemberRow>("SELECT * FROM member WHERE room = ? AND membership <> 'leave'"),
    some: db.prepare<[number, string], MemberRow>('SELECT * FROM member WHERE room = ? AND user_id IN (SELECT value FROM json_each(?))'),
    others: db.prepare<[number, string], MemberRow>(
      "SELECT * FROM member WHERE room = ? AND user_id <> ? AND membership IN ('join', 'invite') ORDER BY user_id LIMIT 5",
    ),
    count: db.prepare<[number, string], { count: number }>('SELECT count(*) AS count FROM member WHERE room = ? AND membership = ?'),
  };
}
type Statements = ReturnType<typeof statements>;

/** Values of a member row; null for an event that makes no member. */
function memberValues(room: RoomKey, event: EventRecord, syncedAt: number): unknown[] | null {
  const member = memberOf(event);
  if (!member) return null;
  return [room.id, member.userId, member.membership, member.displayName, member.avatarMxc, event.sender, event.eventId, syncedAt];
}

/** A second `m.room.encryption` that names no algorithm would disable encryption. */
const isRefused = (event: EventRecord): boolean => event.type === 'm.room.encryption' && typeof event.content['algorithm'] !== 'string';

const isDescribing = (type: string): type is DescribingType => (describingTypes as readonly string[]).includes(type);

/** The state that describes a room of which nothing but these events is known, as `described` would read it back. */
export const describedBy = (events: EventRecord[]): Described =>
  new Map(
    events.flatMap((event): [DescribingType, StateEntry][] =>
      event.stateKey === '' && isDescribing(event.type) && !isRefused(event)
        ? [[event.type, { content: event.content, sender: event.sender }]]
        : [],
    ),
  );

function putState(sql: Statements, room: RoomKey, event: EventRecord, now: number): boolean {
  if (event.stateKey === null || isRefused(event)) return false;
  const member = memberValues(room, event, now);
  if (member) sql.putMember.run(...member);
  else if (event.type !== 'm.room.member') {
    sql.put.run(room.id, event.type, event.stateKey, event.eventId, event.sender, JSON.stringify(event.content));
  }
  return member !== null;
}

const toContent = (row: MemberRow): JsonObject => ({
  membership: row.membership,
  displayname: row.display_name,
  avatar_url: row.avatar_mxc,
});

/** The state and member tables. */
export function stateQueries(db: SqlDatabase) {
  const sql = statements(db);
  const entry = (room: RoomKey, type: string, stateKey = ''): StateEntry | null => {
    const row = sql.get.get(room.id, type, stateKey);
    return row ? { content: JSON.parse(row.content) as JsonObject, sender: row.sender } : null;
  };
  const member = (room: RoomKey, userId: string): MemberRow | null => sql.member.get(room.id, userId) ?? null;
  const power = (room: RoomKey): PowerRules => ({
    levels: entry(room, 'm.room.power_levels')?.content ?? null,
    create: entry(room, 'm.room.create'),
  });
  const toRecords = (room: RoomKey, rows: MemberRow[]): MemberRecord[] => {
    const rules = power(room);
    return rows.map((row) => ({
      roomId: room.roomId,
      userId: row.user_id,
      membership: row.membership,
      displayName: row.display_name,
      avatarMxc: row.avatar_mxc,
      power: powerOf(rules, row.user_id),
    }));
  };
  return {
    member,
    power,
    /** The state that describes a room, in one read. */
    described: (room: RoomKey): Described =>
      new Map(
        sql.described.all(room.id).map(({ type, content, sender }) => [type, { content: JSON.parse(content) as JsonObject, sender }]),
      ),
    content(room: RoomKey, type: string, stateKey: string): JsonObject | null {
      if (type !== 'm.room.member') return entry(room, type, stateKey)?.content ?? null;
      const row = isUserId(stateKey) ? member(room, stateKey) : null;
      return row ? toContent(row) : null;
    },
    /** Keeps a state event of a sync answer; true where it concerns a member. */
    put: (room: RoomKey, event: EventRecord, now: number): boolean => putState(sql, room, event, now),
    /** What a redacted state event loses, the state loses too. */
    redact(room: RoomKey, target: EventId): void {
      sql.stripMember.run(room.id, target);
      for (const { type, state_key: key, content } of sql.byEvent.all(room.id, target)) {
        sql.strip.run(JSON.stringify(keptByRedaction(type, JSON.parse(content) as JsonObject)), room.id, type, key);
      }
    },
    /** Before the whole state comes again: no state stands that is not in it; members stand until their list is loaded. */
    reset(room: RoomKey): void {
      sql.clearState.run(room.id);
      sql.doubtMembers.run(room.id);
    },
    /** Profiles beside old history: the present ones stand. */
    addMembers(room: RoomKey, events: EventRecord[]): void {
      for (const values of events.map((event) => memberValues(room, event, 0))) if (values) sql.addMember.run(...values);
    },
    /** The whole list; what a sync said in the last minute stands against it. */
    listMembers(room: RoomKey, events: EventRecord[], now: number): void {
      const before = now - syncedFor;
      for (const values of events.map((event) => memberValues(room, event, 0))) if (values) sql.listMember.run(...values, before);
      sql.endMembers.run(room.id, before, JSON.stringify(events.map((event) => event.stateKey)));
    },
    /** Rooms of a space, in its order. */
    children: (room: RoomKey): RoomId[] => childrenOf(sql.children.all(room.id)),
    members: (room: RoomKey): MemberRecord[] => toRecords(room, sql.members.all(room.id)),
    profiles: (room: RoomKey, userIds: UserId[]): MemberRecord[] => toRecords(room, sql.some.all(room.id, JSON.stringify(userIds))),
    /** Up to five others that are joined or invited. */
    others: (room: RoomKey, own: UserId): MemberRow[] => sql.others.all(room.id, own),
    count: (room: RoomKey, membership: Membership): number => sql.count.get(room.id, membership)?.count ?? 0,
  };
}
