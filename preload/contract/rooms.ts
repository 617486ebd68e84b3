import * as v from 'valibot';
import { call, feed } from './define.ts';
import { excerpt } from './excerpt.ts';
import { accountId, count, eventId, mediaUrl, roomId, timestamp, userId } from './ids.ts';
import { roomMode } from './notifications.ts';
import { caution, origin } from './people.ts';

const room = { accountId, roomId };
const none = v.null();
const acting = ['account.unknown', 'room.unknown', 'room.forbidden', 'network.unreachable', 'server.error', 'server.rate-limited'] as const;

/** Name of a room: its `m.room.name` or alias, else who is in it (spec: calculating the display name for a room). */
export const roomTitle = v.object({
  /** Given name, or null. */
  text: v.nullable(v.string()),
  /** Up to five display names of other members, where there is no given name; the e-mail address of who is waited for, where nobody has come. */
  heroes: v.array(v.string()),
  /** How many more members there are. */
  others: count,
});
export type RoomTitle = v.InferOutput<typeof roomTitle>;

/** The six kinds of Tchap rooms; on a plain homeserver, the nearest one. `unknown`: it has a rule that this version does not know. */
export const roomKind = v.picklist(['direct', 'private', 'external', 'private-unencrypted', 'external-unencrypted', 'forum', 'unknown']);
export type RoomKind = v.InferOutput<typeof roomKind>;

/** The last thing worth telling of a room. */
export const roomPreview = v.object({ senderName: v.string(), own: v.boolean(), ...excerpt.entries });
export type RoomPreview = v.InferOutput<typeof roomPreview>;

/** The end of a membership by somebody else, or by the agent from another device (`left`). `refused`: of a request to enter. `unbanned`: one may come back, if let in. */
const parting = v.object({
  how: v.picklist(['left', 'kicked', 'banned', 'unbanned', 'refused']),
  by: v.object({ userId, name: v.string() }),
  reason: v.string(),
  at: timestamp,
  /** The way back, by the rule of the room when it was seen last: enter, ask to, or none but an invitation. */
  back: v.picklist(['enter', 'ask', 'invitation']),
});

const named = v.object({ userId, name: v.string() });
/** Another network that a room is joined to (MSC2346), as who administers the room says. */
const bridge = v.object({
  /** « Slack ». */
  network: v.string(),
  /** Where in it, from the widest on: workspace or server, channel. */
  places: v.array(v.string()),
  /** Who put the bridge in the room, mostly a robot; who asked for it, where told. */
  by: named,
  creator: v.nullable(named),
});

export const roomSummary = v.object({
  roomId,
  title: roomTitle,
  kind: roomKind,
  encrypted: v.boolean(),
  /** Whoever has its address may come in (`join_rule` public): any forum, and a private room whose link was opened. */
  openByLink: v.boolean(),
  /** Networks that it is joined to: what is written here can be read there. */
  bridges: v.array(bridge),
  avatar: v.nullable(mediaUrl),
  topic: v.string(),
  /** `leave` and `ban`: it did not end from here (`parting`), and the agent has not put the room away yet. */
  membership: v.picklist(['join', 'invite', 'knock', 'leave', 'ban']),
  parting: v.nullable(parting),
  /** Who invited, where `membership` is `invite`. */
  inviter: v.nullable(v.object({ userId, name: v.string() })),
  /** The other person of a direct message. */
  directUserId: v.nullable(userId),
  memberCount: count,
  unread: count,
  mentions: count,
  /** The server speaks to the agent here, and nobody answers (`m.server_notice`). */
  notices: v.boolean(),
  favourite: v.boolean(),
  lowPriority: v.boolean(),
  muted: v.boolean(),
  /** What it notifies of. */
  mode: roomMode,
  /** The agent wants to come back to it. Where nothing is unread, `unread` is 1 then. */
  markedUnread: v.boolean(),
  preview: v.nullable(roomPreview),
  /** First words of the unsent draft; empty without one. */
  draft: v.string(),
  /** Messages of ours that could not be sent. */
  failedSends: count,
  /** What the room list is ordered by. */
  activityAt: timestamp,
  /** Whether the account may send messages here (power levels). */
  canSend: v.boolean(),
  /** Who may: `moderators` and `admins` of rooms that announce. */
  writers: v.picklist(['all', 'moderators', 'admins']),
  canInvite: v.boolean(),
  /** Whether the account may pin messages for everybody. */
  canPin: v.boolean(),
  /** Whether the account may remove members and refuse requests. */
  canKick: v.boolean(),
  /** Requests to enter that wait; 0 for who cannot answer them. */
  requests: count,
  /** How long messages are kept (`m.room.retention`), in milliseconds; null: for good. */
  retentionMs: v.nullable(count),
  /** The room is closed (`m.room.tombstone`): which one goes on, and why. */
  successor: v.nullable(v.object({ roomId: v.nullable(roomId), reason: v.string() })),
  /** The room that this one replaces. */
  predecessor: v.nullable(roomId),
  /** A space: the rooms in it, in its order, and whether the account may change them. Null for rooms one talks in. */
  space: v.nullable(v.object({ children: v.array(roomId), canAdd: v.boolean() })),
  /** Whether the account may notify everybody with `@room` (power level `notifications.room`). */
  canNotifyRoom: v.boolean(),
});
export type RoomSummary = v.InferOutput<typeof roomSummary>;

export const member = v.object({
  userId,
  /** Display name, with the user id added where `caution` says so (spec: calculating the display name for a user). */
  name: v.string(),
  caution: v.nullable(caution),
  origin: v.nullable(origin),
  avatar: v.nullable(mediaUrl),
  membership: v.picklist(['join', 'invite', 'knock', 'ban']),
  /** Effective power level; `role` is its usual name (100, 50, less). */
  power: v.pipe(v.number(), v.integer()),
  role: v.picklist(['admin', 'moderator', 'member']),
});
export type Member = v.InferOutput<typeof member>;

export const roomCalls = {
  /** Opens a direct message with `userId`: the one that exists, or a new encrypted one (`trusted_private_chat`). */
  'rooms.createDirect': call({
    input: v.object({ accountId, userId }),
    output: v.object({ roomId }),
    errors: [...acting, 'user.unknown'],
    timeoutMs: 60_000,
  }),
  'rooms.invite': call({ input: v.object({ ...room, userId }), output: none, errors: [...acting, 'user.unknown'] }),
  /** Accepts an invitation, or joins a room that may be joined. */
  'rooms.join': call({ input: v.object(room), output: none, errors: acting, timeoutMs: 60_000 }),
  /** Leaves a room, or refuses an invitation. */
  'rooms.leave': call({ input: v.object(room), output: none, errors: acting }),
  /** Sets or removes the `m.favourite` tag. */
  'rooms.setFavourite': call({ input: v.object({ ...room, favourite: v.boolean() }), output: none, errors: acting }),
  /** Says that everything up to `eventId` was read: receipt, fully-read marker. */
  'rooms.markRead': call({ input: v.object({ ...room, eventId }), output: none, errors: ['account.unknown', 'room.unknown'] }),
  /** Says that all of a room was read, threads included, or that the agent wants to come back to it (`m.marked_unread`). */
  'rooms.setUnread': call({ input: v.object({ ...room, unread: v.boolean() }), output: none, errors: acting }),
  /** Says that all of every room was read. */
  'rooms.markAllRead': call({ input: v.object({ accountId }), output: none, errors: ['account.unknown'], timeoutMs: 120_000 }),
  'rooms.setTyping': call({ input: v.object({ ...room, typing: v.boolean() }), output: none, errors: ['account.unknown', 'room.unknown'] }),
  /** Changes the topic (`m.room.topic`); empty removes it. */
  'rooms.setTopic': call({ input: v.object({ ...room, topic: v.pipe(v.string(), v.maxLength(4096)) }), output: none, errors: acting }),
  /** Changes the display name of the agent in this room alone (`m.room.member`). */
  'rooms.setOwnName': call({
    input: v.object({ ...room, name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(255)) }),
    output: none,
    errors: acting,
  }),
};

export const roomFeeds = {
  /** Rooms and invitations, ordered: invitations, announcements of the server, favourites, others, low priority, those that somebody took the agent out of; by activity within each. `total` counts those the server knows, which may be more than are listed. */
  rooms: feed({
    input: v.object({ accountId }),
    item: roomSummary,
    meta: v.object({ total: count, complete: v.boolean() }),
    key: 'roomId',
    errors: ['account.unknown'],
  }),
  /** Members of a room, by role, then name. `complete` once the whole list was loaded (lazy members). */
  members: feed({
    input: v.object(room),
    item: member,
    meta: v.object({ complete: v.boolean() }),
    key: 'userId',
    errors: ['account.unknown', 'room.unknown'],
  }),
  /** Who else is typing now. */
  typing: feed({
    input: v.object(room),
    item: v.object({ userId, name: v.string() }),
    meta: v.object({}),
    key: 'userId',
    errors: ['account.unknown'],
  }),
};
