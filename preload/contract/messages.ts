import * as v from 'valibot';
import { call, feed } from './define.ts';
import { accountId, attachmentId, count, eventId, roomId, timestamp, transactionId } from './ids.ts';

const room = { accountId, roomId };
const none = v.null();
const queueing = ['account.unknown', 'room.unknown', 'message.too-large', 'store.disk-full'] as const;

/** What can be put in the send queue. */
export const outgoing = v.variant('kind', [
  v.object({
    kind: v.literal('text'),
    style: v.picklist(['text', 'emote', 'notice']),
    body: v.pipe(v.string(), v.minLength(1), v.maxLength(60_000)),
    /** `org.matrix.custom.html`, or null for plain text. */
    html: v.nullable(v.pipe(v.string(), v.maxLength(120_000))),
    replyTo: v.nullable(eventId),
  }),
  v.object({
    kind: v.literal('edit'),
    target: eventId,
    body: v.pipe(v.string(), v.minLength(1), v.maxLength(60_000)),
    html: v.nullable(v.pipe(v.string(), v.maxLength(120_000))),
  }),
  v.object({ kind: v.literal('reaction'), target: eventId, key: v.pipe(v.string(), v.minLength(1), v.maxLength(64)) }),
  v.object({ kind: v.literal('redaction'), target: eventId, reason: v.nullable(v.pipe(v.string(), v.maxLength(1000))) }),
  v.object({ kind: v.literal('attachment'), attachmentId, caption: v.pipe(v.string(), v.maxLength(10_000)), replyTo: v.nullable(eventId) }),
]);
export type Outgoing = v.InferOutput<typeof outgoing>;

/** Parts of an attachment are at most this many bytes each. */
export const attachmentPartBytes = 1024 * 1024;

export const messageCalls = {
  /** Puts a message in the send queue; answered once it is on disk. The same transaction id twice is one message. */
  'messages.send': call({ input: v.object({ ...room, transactionId, content: outgoing }), output: none, errors: queueing }),
  /** Sends a failed message, and those that wait behind it, again. */
  'messages.retry': call({ input: v.object({ ...room, transactionId }), output: none, errors: ['account.unknown', 'message.unknown'] }),
  /** Takes a message that is not sent out of the queue. */
  'messages.discard': call({ input: v.object({ ...room, transactionId }), output: none, errors: ['account.unknown', 'message.unknown'] }),
  /** Starts handing a file over. Nothing is kept in clear on disk. */
  'attachments.begin': call({
    input: v.object({
      accountId,
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
      mimetype: v.pipe(v.string(), v.maxLength(127)),
      size: count,
      width: v.nullable(count),
      height: v.nullable(count),
    }),
    output: v.object({ attachmentId }),
    errors: ['account.unknown', 'media.too-large', 'store.disk-full'],
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
    errors: ['account.unknown', 'message.unknown', 'media.too-large', 'store.disk-full'],
  }),
  /** Drops a file that was not sent. */
  'attachments.drop': call({ input: v.object({ accountId, attachmentId }), output: none, errors: ['account.unknown'] }),
  /** Saves the file of a message where the agent chooses, with the mark of the web. `saved` is false when the agent cancelled. */
  'media.save': call({
    input: v.object({ ...room, eventId }),
    output: v.object({ saved: v.boolean() }),
    errors: [
      'account.unknown',
      'message.unknown',
      'media.unavailable',
      'media.tampered',
      'store.disk-full',
      'network.unreachable',
      'server.error',
    ],
    timeoutMs: 600_000,
  }),
};

export const queuedMessage = v.object({
  transactionId,
  roomId,
  queuedAt: timestamp,
  status: v.picklist(['queued', 'sending', 'failed']),
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
