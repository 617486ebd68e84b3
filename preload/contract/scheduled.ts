import * as v from 'valibot';
import { call } from './define.ts';
import { accountId, roomId, timestamp, transactionId } from './ids.ts';
import { outgoing } from './messages.ts';

const room = { accountId, roomId };
/** The server's name for a message that it will send later. */
const delayId = v.pipe(v.string(), v.minLength(1), v.maxLength(255));
const asking = ['account.unknown', 'network.unreachable', 'server.error', 'server.rate-limited'] as const;

/** A message that the server holds until its time (MSC4140). */
export const scheduledMessage = v.object({
  delayId,
  sendAt: timestamp,
  /** Null where it was encrypted on another device of the agent. */
  body: v.nullable(v.string()),
});
export type ScheduledMessage = v.InferOutput<typeof scheduledMessage>;

export const scheduledCalls = {
  /** How far ahead this server takes messages, in milliseconds; null where it takes none. */
  'scheduled.support': call({ input: v.object({ accountId }), output: v.object({ maxDelayMs: v.nullable(v.number()) }), errors: asking }),
  /** Those of a room, in the order in which they will be sent. */
  'scheduled.list': call({ input: v.object(room), output: v.object({ messages: v.array(scheduledMessage) }), errors: asking }),
  /**
   * Hands a text to the server, which sends it at `sendAt`. In an encrypted room it is encrypted now, for
   * the members of now. Answered once the server has it.
   */
  'scheduled.create': call({
    input: v.object({ ...room, transactionId, content: outgoing, sendAt: timestamp }),
    output: v.null(),
    errors: [...asking, 'room.forbidden', 'room.unknown', 'message.too-large', 'scheduled.unavailable', 'scheduled.too-far'],
    timeoutMs: 60_000,
  }),
  /** `cancel`: it is never sent. `send`: it is sent now. `message.unknown` where it was sent or cancelled meanwhile. */
  'scheduled.act': call({
    input: v.object({ ...room, delayId, action: v.picklist(['cancel', 'send']) }),
    output: v.null(),
    errors: [...asking, 'message.unknown'],
  }),
};
