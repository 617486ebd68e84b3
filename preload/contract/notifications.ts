import * as v from 'valibot';
import { call, feed } from './define.ts';
import { accountId, roomId } from './ids.ts';

const account = { accountId };
const none = v.null();
const changing = [
  'account.unknown',
  'room.unknown',
  'notifications.unavailable',
  'network.unreachable',
  'server.error',
  'server.rate-limited',
] as const;

/** What a room notifies of: as the account says, every message, mentions and keywords alone, nothing. */
export const roomMode = v.picklist(['default', 'all', 'mentions', 'mute']);
export type RoomMode = v.InferOutput<typeof roomMode>;

const level = v.picklist(['all', 'mentions']);
const rules = {
  /** False: nothing notifies on any device of the agent (`.m.rule.master`). */
  enabled: v.boolean(),
  /** Where a conversation says nothing of its own. */
  direct: level,
  rooms: level,
  mentions: v.boolean(),
  /** `@room`. */
  roomMentions: v.boolean(),
};

/** What the push rules of the account say (spec 13.13), which all clients of the agent share. */
export const notificationRules = v.object({ id: v.literal(1), ...rules, keywords: v.array(v.string()) });
export type NotificationRules = v.InferOutput<typeof notificationRules>;

const keyword = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));

export const notificationCalls = {
  /** `notifications.unavailable` where the server has no push rules. Like all below: the feed changes once the server has told of it. */
  'notifications.setRoomMode': call({ input: v.object({ ...account, roomId, mode: roomMode }), output: none, errors: changing }),
  'notifications.update': call({ input: v.object({ ...account, ...v.partial(v.object(rules)).entries }), output: none, errors: changing }),
  'notifications.addKeyword': call({ input: v.object({ ...account, keyword }), output: none, errors: changing }),
  /**
   * What would keep a new message of a conversation from being shown now; shows a notification for trial
   * where the system shows any. What the system lets the application show it does not say.
   */
  'notifications.check': call({
    input: v.object(account),
    output: v.object({ obstacles: v.array(v.picklist(['unsupported', 'off', 'hours', 'rules', 'direct', 'rooms', 'offline'])) }),
    errors: ['account.unknown'],
  }),
  'notifications.removeKeyword': call({ input: v.object({ ...account, keyword }), output: none, errors: changing }),
};

export const notificationFeeds = {
  /** One item. */
  notificationRules: feed({
    input: v.object(account),
    item: notificationRules,
    meta: v.object({}),
    key: 'id',
    errors: ['account.unknown'],
  }),
};
