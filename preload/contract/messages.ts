import * as v from 'valibot';
import { call, feed } from './define.ts';
import { accountId, attachmentId, count, eventId, messageRef, roomId, timestamp, transactionId, userId } from './ids.ts';
import { progress } from './media.ts';
import { newPoll, selections } from './polls.ts';

const room = { accountId, roomId };
const none = v.null();
const queueing = [
  'account.unknown',
  'room.unknown',
  'message.unknown',
  'message.too-large',
  'store.disk-full',
  'store.unavailable',
] as const;

/** Who is notified by name (spec 11.37, `m.mentions`). Absent: nobody. */
const mentions = v.optional(v.object({ userIds: v.pipe(v.array(userId), v.maxLength(200)), room: v.boolean() }));
export type Mentions = NonNullable<v.InferOutput<typeof mentions>>;

/** The thread that a message belongs to (spec 11.25): its first message, and the newest one that is known, for clients without threads. */
const thread = v.nullish(v.object({ root: eventId, latest: eventId }));

const body = v.pipe(v.string(), v.minLength(1), v.maxLength(60_000));
/** `org.matrix.custom.html`, or null for plain text. */
const html = v.nullable(v.pipe(v.string(), v.maxLength(120_000)));

/** What can be put in the send queue. */
export const outgoing = v.variant('kind', [
  v.object({
    kind: v.literal('text'),
    style: v.picklist(['text', 'emote', 'notice']),
    body,
    html,
    mentions,
    replyTo: v.nullable(messageRef),
    thread,
  }),
  v.object({ kind: v.literal('edit'), target: messageRef, body, html, mentions }),
  v.object({ kind: v.literal('reaction'), target: messageRef, key: v.pipe(v.string(), v.minLength(1), v.maxLength(64)) }),
  v.object({ kind: v.literal('redaction'), target: messageRef, reason: v.nullable(v.pipe(v.string(), v.maxLength(1000))) }),
  v.object({
    kind: v.literal('attachment'),
    attachmentId,
    caption: v.pipe(v.string(), v.maxLength(10_000)),
    captionHtml: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(20_000)))),
    mentions,
    replyTo: v.nullable(messageRef),
    thread,
  }),
  v.object({ kind: v.literal('poll'), ...newPoll.entries, replyTo: v.nullable(messageRef), thread }),
  v.object({ kind: v.literal('vote'), target: messageRef, answers: selections }),
  /** Ends a poll. `body` tells clients that know no polls. */
  v.object({ kind: v.literal('poll-end'), target: messageRef, body: v.pipe(v.string(), v.minLength(1), v.maxLength(1000)) }),
]);
export type Outgoing = v.InferOutput<typeof outgoing>;

/** Parts of an attachment are at most this many bytes each. */
export const attachmentPartBytes = 1024 * 1024;

/** What others see of a picture, video or sound before they have it: made by the page, which can decode it. */
const filePreview = v.object({
  /** Of 32 to 100 characters usually (https://blurha.sh); null where there is nothing to see. */
  blurhash: v.nullable(v.pipe(v.string(), v.maxLength(200))),
  durationMs: v.nullable(count),
  /** How loud a voice message is from its beginning to its end; only such a message has one (MSC3246: 0 to 1024). */
  waveform: v.optional(v.pipe(v.array(v.pipe(count, v.maxValue(1024))), v.minLength(1), v.maxLength(120))),
  /** A smaller picture, where the file is a large one. */
  thumbnail: v.nullable(
    v.object({
      mimetype: v.picklist(['image/jpeg', 'image/png', 'image/webp']),
      width: count,
      height: count,
      bytes: v.pipe(
        v.instance(Uint8Array),
        v.check((bytes) => bytes.byteLength > 0 && bytes.byteLength <= attachmentPartBytes),
      ),
    }),
  ),
});
export type FilePreview = v.InferOutput<typeof filePreview>;

export const messageCalls = {
  /**
   * Puts a message in the send queue; answered once it is on disk. The same transaction id twice is one
   * message. What is about a message that is neither on the server nor in the queue: `message.unknown`.
   */
  'messages.send': call({ input: v.object({ ...room, transactionId, content: outgoing }), output: none, errors: queueing }),
  /** Sends a failed message, and those that wait behind it, again. */
  'messages.retry': call({ input: v.object({ ...room, transactionId }), output: none, errors: ['account.unknown', 'message.unknown'] }),
  /**
   * Takes a message that is not sent out of the queue, with what was about it. If the server has it
   * all the same (its answer was lost), it is redacted there as soon as that is known.
   */
  'messages.discard': call({ input: v.object({ ...room, transactionId }), output: none, errors: ['account.unknown', 'message.unknown'] }),
  /** Largest file that the server takes, in bytes; what is usual where it cannot be asked. */
  'attachments.limit': call({ input: v.object({ accountId }), output: v.object({ limit: count }), errors: ['account.unknown'] }),
  /** Starts handing a file over. Nothing is kept in clear on disk. `media.too-large` tells `limit` and `size`. */
  'attachments.begin': call({
    input: v.object({
      accountId,
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
      mimetype: v.pipe(v.string(), v.maxLength(127)),
      size: count,
      width: v.nullable(count),
      height: v.nullable(count),
      preview: v.nullable(filePreview),
    }),
    output: v.object({ attachmentId }),
    errors: ['account.unknown', 'media.unavailable', 'media.too-large', 'store.disk-full'],
  }),
  /** The next part of a file, in order; at most `attachmentPartBytes`. */
  'attachments.append': call({
    input: v.object({
      accountId,
      attachmentId,
      bytes: v.pipe(
        v.instance(Uint8Array),
        v.check((b) => b.byteLength <= attachmentPartBytes),
      ),
    }),
    output: none,
    errors: ['account.unknown', 'message.unknown', 'media.unavailable', 'media.too-large', 'store.disk-full'],
  }),
  /** Drops a file that was not sent. */
  'attachments.drop': call({ input: v.object({ accountId, attachmentId }), output: none, errors: ['account.unknown'] }),
};

export const queuedMessage = v.object({
  transactionId,
  roomId,
  queuedAt: timestamp,
  status: v.picklist(['queued', 'sending', 'failed']),
  /** How far its file is on its way to the server, in bytes; null where none is. */
  upload: v.nullable(progress),
});
export type QueuedMessage = v.InferOutput<typeof queuedMessage>;

export const messageFeeds = {
  /** Everything of an account that waits to be sent, in order. */
  sendQueue: feed({
    input: v.object({ accountId }),
    item: queuedMessage,
    meta: v.object({}),
    key: 'transactionId',
    errors: ['account.unknown'],
  }),
};
