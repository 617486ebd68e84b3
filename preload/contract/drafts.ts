import * as v from 'valibot';
import { call } from './define.ts';
import { accountId, eventId, roomId } from './ids.ts';

/** `thread`: the first message of the thread that is written in, or null. */
const place = { accountId, roomId, thread: v.nullable(eventId) };

const draft = {
  /** What it says in plain words, for lists; empty where only an answer was begun. */
  text: v.pipe(v.string(), v.maxLength(100_000)),
  /** What the composer holds, in a form of its own; null: nothing but the text. Both empty: no draft. */
  state: v.nullable(v.pipe(v.string(), v.maxLength(1_000_000))),
};

export const draftCalls = {
  /** What was being written in a room or thread. */
  'drafts.get': call({ input: v.object(place), output: v.object(draft), errors: ['account.unknown'] }),
  /** Keeps a draft, durably. */
  'drafts.save': call({
    input: v.object({ ...place, ...draft }),
    output: v.null(),
    errors: ['account.unknown', 'store.disk-full', 'store.unavailable'],
  }),
};
