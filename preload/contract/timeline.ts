import * as v from 'valibot';
import { call, feed } from './define.ts';
import { excerpt } from './excerpt.ts';
import { accountId, count, eventId, mediaUrl, messageRef, roomId, timestamp, transactionId, userId } from './ids.ts';
import { origin } from './people.ts';
import { pollContent, pollState } from './polls.ts';

const room = { accountId, roomId };

const media = {
  name: v.string(),
  mimetype: v.string(),
  /** Bytes; null when the sender did not say. */
  size: v.nullable(count),
  /** Where the page finds it; null when it cannot be shown (malformed event). */
  url: v.nullable(mediaUrl),
  caption: v.string(),
};
const dimensions = { width: v.nullable(count), height: v.nullable(count) };

/** A voice message: how loud it is from its beginning to its end, at most 100 figures of 0 to 1024 (MSC3246); empty where that is not known. */
const voice = v.object({ waveform: v.array(count) });

/**
 * Content of a message, as the page draws it. Text of other people is given as received, cut at
 * the limits of `main/records`; the page sanitises `html` in its one place (`renderer/text`).
 */
export const messageContent = v.variant('kind', [
  v.object({ kind: v.literal('text'), style: v.picklist(['text', 'emote', 'notice']), body: v.string(), html: v.nullable(v.string()) }),
  v.object({ kind: v.literal('image'), ...media, ...dimensions, thumbnail: v.nullable(mediaUrl), blurhash: v.nullable(v.string()) }),
  v.object({ kind: v.literal('video'), ...media, ...dimensions, thumbnail: v.nullable(mediaUrl), durationMs: v.nullable(count) }),
  v.object({ kind: v.literal('audio'), ...media, durationMs: v.nullable(count), voice: v.nullable(voice) }),
  v.object({ kind: v.literal('file'), ...media }),
  /** A place (`m.location`, MSC3488), in degrees. `own`: where the sender was. */
  v.object({ kind: v.literal('location'), description: v.string(), latitude: v.number(), longitude: v.number(), own: v.boolean() }),
  pollContent,
  v.object({ kind: v.literal('redacted'), byName: v.nullable(v.string()), reason: v.nullable(v.string()) }),
  v.object({
    kind: v.literal('undecryptable'),
    /** `waiting`: the key may still come. Others as the crypto layer typed them. */
    reason: v.picklist([
      'waiting',
      'before-join',
      'history-not-shared',
      'withheld',
      'withheld-unverified',
      'withheld-blocked',
      'withheld-unauthorised',
      'unknown-device',
      'unsigned-device',
      'identity-changed',
      'mismatched-sender',
      'malformed',
      'other',
    ]),
  }),
  v.object({ kind: v.literal('unsupported'), eventType: v.string() }),
]);
export type MessageContent = v.InferOutput<typeof messageContent>;

/** A state event in words: the page holds the sentences, one for each `change`. */
export const stateChange = v.object({
  change: v.picklist([
    'room-created',
    'room-name',
    'room-name-removed',
    'room-topic',
    'room-topic-removed',
    'room-avatar',
    'room-encryption',
    'room-join-rules',
    'room-history-visibility',
    'room-guest-access',
    'room-power-levels',
    'room-pinned',
    'room-alias',
    'room-upgraded',
    'room-server-acl',
    'room-access-rules',
    'room-retention',
    'member-joined',
    'member-left',
    'member-invited',
    'member-invite-accepted',
    'member-invite-refused',
    'member-invite-withdrawn',
    'member-kicked',
    'member-banned',
    'member-unbanned',
    'member-knocked',
    'member-renamed',
    'member-avatar',
    'other',
  ]),
  /** Display name of who did it. */
  actor: v.string(),
  /** Display name of whom it was done to. */
  target: v.string(),
  /** New value (name, topic, rule), or the reason of a kick or ban. */
  value: v.string(),
  /** Old value, where it helps. */
  previous: v.string(),
});
export type StateChange = v.InferOutput<typeof stateChange>;

export const reaction = v.object({
  key: v.string(),
  count,
  own: v.boolean(),
  /** The agent's own `m.annotation`, which a redaction takes back; null without one. */
  ownRef: v.nullable(messageRef),
  /** Display names of up to ten senders. */
  names: v.array(v.string()),
});
export type Reaction = v.InferOutput<typeof reaction>;

/** Trust of a message (spec 11.12; `EventShieldColour` of matrix-js-sdk). */
export const shield = v.object({
  colour: v.picklist(['grey', 'red']),
  reason: v.picklist([
    'unverified-identity',
    'unsigned-device',
    'unknown-device',
    'authenticity-not-guaranteed',
    'sent-in-clear',
    'verification-violation',
    'mismatched-sender',
    'unknown',
  ]),
});
export type Shield = v.InferOutput<typeof shield>;

export const sender = v.object({ userId, name: v.string(), avatar: v.nullable(mediaUrl) });

const messageItem = v.object({
  type: v.literal('message'),
  /** Stable from local echo to remote event. */
  id: v.string(),
  /** Null while it only exists here. */
  eventId: v.nullable(eventId),
  transactionId: v.nullable(transactionId),
  sender,
  /** Where the sender comes from, other than the server of the account. */
  origin: v.nullable(origin),
  own: v.boolean(),
  sentAt: timestamp,
  /** Same sender as the message above and close in time: drawn without a head. */
  continued: v.boolean(),
  content: messageContent,
  edited: v.boolean(),
  reactions: v.array(reaction),
  /** How the vote stands, where it is a poll. */
  poll: v.nullable(pollState),
  /** The message it answers; who wrote it and what, where that is known here. */
  replyTo: v.nullable(v.object({ eventId: messageRef, senderName: v.nullable(v.string()), excerpt: v.nullable(excerpt) })),
  /** `queued`: waits for the network. `sending`: on its way. `sent`: the server has it. `failed`: see `failure`. */
  status: v.picklist(['queued', 'sending', 'sent', 'failed']),
  failure: v.nullable(
    v.picklist([
      'network',
      'rate-limited',
      'forbidden',
      'suspended',
      'too-large',
      'crypto',
      'identity-changed',
      'device-unverified',
      'server',
      'media',
    ]),
  ),
  /** Other members whose receipt stands on this message, at most ten; `readByCount` counts all. */
  readBy: v.array(sender),
  readByCount: count,
  shield: v.nullable(shield),
  mentionsMe: v.boolean(),
  /** The thread that begins here (spec 11.25), as far as it is known; null without one. */
  thread: v.nullable(v.object({ count, latest: v.object({ senderName: v.string(), excerpt, sentAt: timestamp }), unread: count })),
});

const stateItem = v.object({ type: v.literal('state'), id: v.string(), eventId, sentAt: timestamp, ...stateChange.entries });
export type StateItem = v.InferOutput<typeof stateItem>;

/** One row of a conversation. */
export const timelineItem = v.variant('type', [
  messageItem,
  stateItem,
  /** Changes that follow one another, oldest first: told in one line until the agent wants to read each. */
  v.object({ type: v.literal('changes'), id: v.string(), rows: v.array(stateItem) }),
  /** Local midnight opens a day; `day` is the first millisecond of it that has an event. */
  v.object({ type: v.literal('day'), id: v.string(), day: timestamp }),
  v.object({ type: v.literal('unread'), id: v.string() }),
  /** History is missing here; it is fetched when the page comes near it. */
  v.object({ type: v.literal('gap'), id: v.string() }),
  v.object({ type: v.literal('start'), id: v.string() }),
]);
export type TimelineItem = v.InferOutput<typeof timelineItem>;
export type MessageItem = v.InferOutput<typeof messageItem>;

/** Which messages of a room: the live conversation without its threads, one thread (named by its first message), or those around an older message; `reading`: the line of new messages follows it. */
const place = { ...room, at: v.optional(eventId), reading: v.optional(v.boolean()), thread: v.optional(eventId) };

const threadItem = v.object({
  /** Its first message. */
  eventId,
  sender: v.nullable(sender),
  content: v.nullable(messageContent),
  count,
  latest: v.object({ sender, sentAt: timestamp, content: v.nullable(messageContent) }),
  unread: count,
  mentions: count,
});
export type ThreadItem = v.InferOutput<typeof threadItem>;

const pinnedMessage = v.object({
  eventId,
  /** Null, like its content, where the message cannot be had. */
  sender: v.nullable(sender),
  sentAt: timestamp,
  content: v.nullable(messageContent),
});
export type PinnedMessage = v.InferOutput<typeof pinnedMessage>;

export const timelineCalls = {
  /** Brings up to `count` older events (newer ones with `forward`) into the open timeline of the room, from the store, else from the server; rows far away at the other end are let go. `forward` at the end of what is live lets go of rows far above. `end` (of the live conversation): shows what is newest at once, and nothing else. */
  'timeline.paginate': call({
    input: v.object({ ...place, count: v.pipe(count, v.maxValue(200)), direction: v.optional(v.picklist(['back', 'forward', 'end'])) }),
    output: v.object({ more: v.boolean() }),
    errors: [
      'account.unknown',
      'room.unknown',
      'message.unknown',
      'room.forbidden',
      'network.unreachable',
      'server.error',
      'server.rate-limited',
    ],
    timeoutMs: 60_000,
  }),
};

export const timelineFeeds = {
  /** The conversation of a room, oldest first, its end being live; with `at`, the messages around that one, which may be of any age. */
  timeline: feed({
    input: v.object(place),
    item: timelineItem,
    meta: v.object({
      /** Whether older history exists. */
      more: v.boolean(),
      /** Whether there are newer messages than these: a conversation that was opened at an older message, or one that is read far back. */
      newer: v.boolean(),
      /** How many they are, where the conversation is live and read far back; else 0. */
      below: count,
      /** The last message that was read, where it is older than what is here; reading goes on from it. */
      unreadFrom: v.nullable(eventId),
      /** Id of the row that stands for `at`: its own, or that of the first event after it that has one. */
      around: v.nullable(v.string()),
      loading: v.boolean(),
      /** Newest event that can be marked as read, or null. */
      lastEventId: v.nullable(eventId),
      /** What the agent may do in the room (power levels). `redact`: messages of others. */
      rights: v.object({ redact: v.boolean(), pin: v.boolean() }),
    }),
    key: 'id',
    errors: [
      'account.unknown',
      'room.unknown',
      'message.unknown',
      'room.forbidden',
      'network.unreachable',
      'server.error',
      'server.rate-limited',
    ],
  }),
  /** Threads of a room, the one that was written in last first. */
  threads: feed({
    input: v.object(room),
    item: threadItem,
    meta: v.object({
      /** The server is being asked for those that are not here. */
      loading: v.boolean(),
    }),
    key: 'eventId',
    errors: ['account.unknown', 'room.unknown'],
  }),
  /** Messages that are pinned in a room (`m.room.pinned_events`), the newest pin first. */
  pinned: feed({
    input: v.object(room),
    item: pinnedMessage,
    meta: v.object({}),
    key: 'eventId',
    errors: ['account.unknown', 'room.unknown'],
  }),
};
