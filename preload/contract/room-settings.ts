import * as v from 'valibot';
import { call, feed } from './define.ts';
import { accountId, attachmentId, mediaUrl, roomId, userId } from './ids.ts';

const room = { accountId, roomId };
const none = v.null();
const acting = ['account.unknown', 'room.unknown', 'room.forbidden', 'network.unreachable', 'server.error', 'server.rate-limited'] as const;

/** What needs a power level in a room (spec: `m.room.power_levels`). `default`: the level of members without one of their own. */
export const permission = v.picklist([
  'default',
  'send',
  'invite',
  'kick',
  'ban',
  'redact',
  'notify',
  'pin',
  'name',
  'topic',
  'avatar',
  'history',
  'encryption',
  'access',
  'power',
  'upgrade',
  'children',
]);
export type Permission = v.InferOutput<typeof permission>;

/** A power level: creators of room version 12 have the largest safe integer. */
const level = v.pipe(v.number(), v.safeInteger());
const historyVisibility = v.picklist(['invited', 'joined', 'shared', 'world_readable']);

export const roomSettings = v.object({
  roomId,
  /** `m.room.name` alone; empty without one. */
  name: v.string(),
  topic: v.string(),
  avatar: v.nullable(mediaUrl),
  history: historyVisibility,
  encrypted: v.boolean(),
  /** `m.room.join_rules`; anything, since unknown ones are shown too. */
  joinRule: v.string(),
  version: v.string(),
  isSpace: v.boolean(),
  /** The room is open to external guests (`unrestricted`): they have level 0, and so have new members. */
  powerlessGuests: v.boolean(),
  /** Own effective power level. */
  power: level,
  /** Those above every level (room version 12, MSC4289). */
  creators: v.array(userId),
  /** What each permission needs. */
  levels: v.object(v.entriesFromList(permission.options, level)),
});
export type RoomSettings = v.InferOutput<typeof roomSettings>;

/** `by`: name of who banned them, as far as it is known. */
export const bannedPerson = v.object({ userId, name: v.string(), by: v.string(), reason: v.string() });
export type BannedPerson = v.InferOutput<typeof bannedPerson>;

const reason = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500)), '');
/** What the agent saw when deciding: a change by somebody else meanwhile is told with `room.changed`, not overwritten. */
const seen = level;
const given = v.pipe(v.number(), v.safeInteger(), v.minValue(-1000), v.maxValue(1000));
const onMember = v.object({ ...room, userId, reason });

export const roomSettingsCalls = {
  'roomSettings.setName': call({
    input: v.object({ ...room, name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(255)) }),
    output: none,
    errors: acting,
  }),
  /** Takes a picture that was attached (`attachments.begin`), or removes the one there is. */
  'roomSettings.setAvatar': call({
    input: v.object({ ...room, attachmentId: v.nullable(attachmentId) }),
    output: none,
    errors: [...acting, 'media.unavailable', 'media.too-large'],
    timeoutMs: 300_000,
  }),
  'roomSettings.setHistory': call({ input: v.object({ ...room, history: historyVisibility }), output: none, errors: acting }),
  /** Turns encryption on (`m.room.encryption`), for good. */
  'roomSettings.encrypt': call({ input: v.object(room), output: none, errors: acting }),
  /** Whether one enters by invitation alone, or may ask (`m.room.join_rules`, room version 7). */
  'roomSettings.setJoinRule': call({ input: v.object({ ...room, rule: v.picklist(['invite', 'knock']) }), output: none, errors: acting }),
  'roomSettings.setPermission': call({
    input: v.object({ ...room, permission, level: given, seen }),
    output: none,
    errors: [...acting, 'room.changed', 'guest.no-power'],
  }),
  /** Gives a member a power level. */
  'roomSettings.setPower': call({
    input: v.object({ ...room, userId, level: given, seen }),
    output: none,
    errors: [...acting, 'room.changed', 'guest.no-power'],
  }),
  /** Removes a member, withdraws an invitation, or refuses a request to enter. Who is gone already is no error, nor in the next two. */
  'roomSettings.kick': call({ input: onMember, output: none, errors: acting }),
  'roomSettings.ban': call({ input: onMember, output: none, errors: acting }),
  'roomSettings.unban': call({ input: v.object({ ...room, userId }), output: none, errors: acting }),
  /** Who may not enter any more, by name; at most 1,000. */
  'roomSettings.banned': call({ input: v.object(room), output: v.object({ people: v.array(bannedPerson) }), errors: acting }),
};

export const roomSettingsFeeds = {
  /** One item: how a room is set, and what the account may change. */
  roomSettings: feed({
    input: v.object(room),
    item: roomSettings,
    meta: v.object({}),
    key: 'roomId',
    errors: ['account.unknown', 'room.unknown'],
  }),
};
