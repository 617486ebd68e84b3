import * as v from 'valibot';
import { call } from './define.ts';
import { accountId, count, eventId, roomId, timestamp, userId } from './ids.ts';

/** A part of a message, and where in it (UTF-16 units, from and up to) the words stand that were searched for. */
const excerpt = v.object({ text: v.string(), marks: v.array(v.tuple([count, count])) });

export const foundMessage = v.object({
  roomId,
  eventId,
  sender: v.object({ userId, name: v.string() }),
  sentAt: timestamp,
  excerpt,
});
export type FoundMessage = v.InferOutput<typeof foundMessage>;

export const searchCalls = {
  /** Messages on this machine that match, newest first, 30 at a time. A request without any aim finds nothing. */
  'search.messages': call({
    input: v.object({
      accountId,
      /** Words; several between quotation marks follow each other; the last may be unfinished. */
      query: v.pipe(v.string(), v.maxLength(500)),
      kind: v.picklist(['all', 'images', 'files', 'links']),
      roomId: v.nullable(roomId),
      sender: v.nullable(userId),
      /** At or after, before. */
      from: v.nullable(timestamp),
      to: v.nullable(timestamp),
      /** `next` of the page before. */
      cursor: v.nullable(count),
    }),
    output: v.object({
      messages: v.array(foundMessage),
      next: v.nullable(count),
      /** Messages that are not indexed yet. */
      waiting: count,
      /** False where older messages of the room are not on this machine. */
      complete: v.boolean(),
    }),
    errors: ['account.unknown'],
  }),
};
