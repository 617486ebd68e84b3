import * as v from 'valibot';
import { call, feed } from './define.ts';
import { errorCode } from './errors.ts';
import { accountId, count, roomId } from './ids.ts';

const account = { accountId };
const none = v.null();

/**
 * What a repair does, in this order.
 * - `connection`: the server is asked for what is new.
 * - `identity`: this device is confirmed, and holds the keys of its owner's identity.
 * - `backup`: it is reached and read.
 * - `keys`: missing keys are looked up in it.
 * - `channels`: encrypted channels with the devices of the senders are made anew (Olm sessions, `m.dummy`).
 * - `requests`: the agent's other devices are asked for missing keys (`m.room_key_request`).
 * - `messages`: what could not be read is tried again.
 */
const stepId = v.picklist(['connection', 'identity', 'backup', 'keys', 'channels', 'requests', 'messages']);
export type RepairStepId = v.InferOutput<typeof stepId>;

export const repairStep = v.object({
  id: stepId,
  /** `fixed`: something was wrong, and is right now. `problem`: it needs the agent, or time. `skipped`: not needed, or not possible after a problem before it. */
  status: v.picklist(['waiting', 'running', 'ok', 'fixed', 'problem', 'skipped']),
  /** How many: keys that came, devices that were reached, keys that were asked for, messages that still cannot be read. */
  count: v.nullable(count),
  /** Why `problem`: `unconfirmed` device, private keys of the identity `incomplete`, backup that is not in use here (its status), or a failure (`problem`). */
  finding: v.nullable(
    v.picklist(['unconfirmed', 'incomplete', 'off', 'unconnected', 'foreign', 'broken', 'unreadable', 'still-missing', 'failed']),
  ),
  problem: v.nullable(errorCode),
});
export type RepairStep = v.InferOutput<typeof repairStep>;

export const repairCalls = {
  /** Repairs what keeps messages from being read, of one room or of all; the feed tells how it goes. One at a time: while one runs, this does nothing. */
  'repair.start': call({ input: v.object({ ...account, roomId: v.nullable(roomId) }), output: none, errors: ['account.unknown'] }),
  'repair.cancel': call({ input: v.object(account), output: none, errors: ['account.unknown'] }),
};

export const repairFeeds = {
  /** The steps of the last repair, none before the first. */
  repair: feed({
    input: v.object(account),
    item: repairStep,
    meta: v.object({ running: v.boolean(), roomId: v.nullable(roomId) }),
    key: 'id',
    errors: ['account.unknown'],
  }),
};
