import * as v from 'valibot';
import { call } from './define.ts';
import { accountId, count, eventId, mediaUrl, roomId, timestamp, userId } from './ids.ts';
import { messageContent, sender } from './timeline.ts';

const message = { accountId, roomId, eventId };
const none = v.null();
const acting = [
  'account.unknown',
  'room.unknown',
  'room.forbidden',
  'message.unknown',
  'network.unreachable',
  'server.error',
  'server.rate-limited',
] as const;

export const messageVersion = v.object({ eventId, sentAt: timestamp, content: messageContent });
export type MessageVersion = v.InferOutput<typeof messageVersion>;

/** A file of a room, with the message that brought it. Its `content` has a file. */
export const roomFile = v.object({ eventId, sender, sentAt: timestamp, content: messageContent });
export type RoomFile = v.InferOutput<typeof roomFile>;

export const reactors = v.object({ key: v.string(), people: v.array(v.object({ ...sender.entries, at: timestamp })) });
export type Reactors = v.InferOutput<typeof reactors>;

/** What the server found at an address. Text of others, cut. */
export const linkPreview = v.object({ title: v.string(), description: v.string(), site: v.string(), image: v.nullable(mediaUrl) });
export type LinkPreview = v.InferOutput<typeof linkPreview>;

export const conversationCalls = {
  /** Asks the server for what stands at an address, which it then knows; only ever at the wish of the agent. Null where it tells nothing of it. */
  'conversation.previewLink': call({
    input: v.object({ accountId, url: v.pipe(v.string(), v.maxLength(2048)) }),
    output: v.object({ preview: v.nullable(linkPreview) }),
    errors: ['account.unknown', 'link.refused', 'network.unreachable', 'network.tls', 'server.rate-limited'],
    timeoutMs: 60_000,
  }),
  /** Link to a message (spec: matrix.to navigation, with `via`); under the address of the administration where the account is on its servers. */
  'conversation.permalink': call({ input: v.object(message), output: v.object({ url: v.string() }), errors: acting }),
  /** The event for support, as JSON text: as the server has it, and as it was decrypted (null where it was not encrypted or cannot be read). */
  'conversation.source': call({
    input: v.object(message),
    output: v.object({ raw: v.string(), clear: v.nullable(v.string()) }),
    errors: acting,
  }),
  /** All versions of a message that count (spec 11.5), oldest first; the first is what was sent. `complete`: the server could be asked. */
  'conversation.versions': call({
    input: v.object(message),
    output: v.object({ versions: v.array(messageVersion), complete: v.boolean() }),
    errors: acting,
  }),
  /** Who reacted with what, in the order in which keys and people came. At most 500 reactions. */
  'conversation.reactors': call({
    input: v.object(message),
    output: v.object({ reactions: v.array(reactors), complete: v.boolean() }),
    errors: acting,
  }),
  /**
   * Puts messages of a room in the send queue of others, as they stand now; answered once all are on
   * disk. Files are uploaded anew, encrypted for each room. Nothing is sent where one message cannot go.
   */
  'conversation.forward': call({
    input: v.object({
      accountId,
      roomId,
      eventIds: v.pipe(v.array(eventId), v.minLength(1), v.maxLength(100)),
      to: v.pipe(v.array(roomId), v.minLength(1), v.maxLength(20)),
    }),
    output: none,
    errors: [...acting, 'media.unavailable', 'media.cancelled', 'media.tampered', 'media.too-large', 'store.disk-full'],
    timeoutMs: 600_000,
  }),
  /** Files of a room that are on this machine, newest first, 60 or a few more at a time. */
  'conversation.files': call({
    input: v.object({
      accountId,
      roomId,
      kind: v.picklist(['all', 'images', 'videos', 'sounds', 'files']),
      /** Beginnings of words of its name or caption. */
      name: v.pipe(v.string(), v.maxLength(200)),
      sender: v.nullable(userId),
      /** At or after, before. */
      from: v.nullable(timestamp),
      to: v.nullable(timestamp),
      /** `next` of the page before. */
      cursor: v.nullable(count),
    }),
    output: v.object({
      files: v.array(roomFile),
      next: v.nullable(count),
      /** Messages that are not indexed yet. */
      waiting: count,
      /** False where older messages of the room are not on this machine. */
      complete: v.boolean(),
    }),
    errors: ['account.unknown'],
  }),
  /** Brings older history of a room from the server to this machine, whether the room is open or not. */
  'conversation.loadOlder': call({
    input: v.object({ accountId, roomId }),
    output: v.object({ more: v.boolean() }),
    errors: acting,
    timeoutMs: 60_000,
  }),
  /** Says that a thread was read up to `eventId` (spec 11.8, threaded receipts). */
  'conversation.readThread': call({ input: v.object({ ...message, root: eventId }), output: none, errors: acting }),
  /** Pins a message for all members, or takes the pin away. */
  'conversation.pin': call({ input: v.object({ ...message, pinned: v.boolean() }), output: none, errors: acting }),
  /** The first message at or after a time, else the last before it. */
  'conversation.atDate': call({ input: v.object({ accountId, roomId, at: timestamp }), output: v.object({ eventId }), errors: acting }),
  /** Tells the moderators of the server of a message (spec 11.22). */
  'conversation.report': call({
    input: v.object({ ...message, reason: v.pipe(v.string(), v.maxLength(1000)) }),
    output: none,
    errors: acting,
  }),
};
