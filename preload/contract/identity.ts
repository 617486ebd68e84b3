import * as v from 'valibot';
import { call, feed } from './define.ts';
import { errorCode } from './errors.ts';
import { accountId, count, timestamp } from './ids.ts';

const account = { accountId };
const none = v.null();
/** As typed: spaces and dashes between the groups are ignored. */
const typed = v.pipe(v.string(), v.maxLength(1024));
/** The answer to `auth.confirm-identity`: the password, or that the address it named was approved in the browser. */
export const authentication = v.union([
  v.object({ password: v.pipe(v.string(), v.minLength(1), v.maxLength(512)) }),
  v.object({ confirmed: v.literal(true) }),
]);

/**
 * How this device stands with the cross-signing identity of its account (spec 11.12.2.2).
 * - `unknown`: the server was not asked yet.
 * - `setting-up`: the account has no identity, and one is being made.
 * - `authentication`: the same, but the server wants the agent to confirm first (`identity.setUp`).
 * - `unconfirmed`: the account has an identity, and this device is not signed by it.
 * - `needs-code`: confirmed, but no verification code opens all that the next device needs.
 * - `ready`: confirmed, and there is a code.
 */
const identityStatus = v.picklist(['unknown', 'setting-up', 'authentication', 'unconfirmed', 'needs-code', 'ready']);

export const identityView = v.object({
  id: v.literal(1),
  status: identityStatus,
  /** How this device can be confirmed; empty where only a reset is left. */
  ways: v.array(v.picklist(['device', 'code'])),
  /** The verification code in force; null while it is not known. `createdAt` null: another application made it. */
  code: v.nullable(v.object({ exists: v.boolean(), createdAt: v.nullable(timestamp) })),
  /** Other devices that are signed by this identity. */
  otherDevices: count,
  /** The identity was replaced from another device after this one was confirmed. */
  changed: v.boolean(),
  /** What keeps it from going on; it is tried again by itself. */
  problem: v.nullable(errorCode),
});
export type IdentityView = v.InferOutput<typeof identityView>;

const asking = [
  'account.unknown',
  'crypto.unavailable',
  'network.unreachable',
  'network.tls',
  'server.error',
  'server.rate-limited',
] as const;
const authenticating = ['auth.confirm-identity', 'auth.wrong-password', 'server.unsupported-flow'] as const;
const timeoutMs = 120_000;

export const identityCalls = {
  /** Asks the server again how all stands, and goes on with what was not finished. `authentication` for the state of the same name. */
  'identity.setUp': call({
    input: v.object({ ...account, authentication: v.optional(authentication) }),
    output: none,
    errors: [...asking, ...authenticating],
    timeoutMs,
  }),
  /**
   * Makes a verification code, in groups of four. Nothing of it is kept outside of memory, and nothing on the server changes,
   * until `identity.proveCode`. The one answer that holds a secret.
   */
  'identity.createCode': call({
    input: v.object(account),
    output: v.object({ code: v.string() }),
    errors: [...asking, 'identity.unconfirmed'],
  }),
  /** Writes the code that waits for its proof to a text file that the agent chooses; `saved` false when they did not. */
  'identity.saveCode': call({
    input: v.object({
      ...account,
      fileName: v.pipe(v.string(), v.regex(/^[\w-]{1,80}\.txt$/u)),
      /** With `{code}` where the code is to stand. */
      text: v.pipe(v.string(), v.maxLength(2000), v.includes('{code}')),
    }),
    output: v.object({ saved: v.boolean() }),
    errors: [...asking, 'identity.no-code', 'store.disk-full'],
    timeoutMs: 600_000,
  }),
  /** The agent typed the code again: it comes into force. `identity.wrong-code`: it is another one. May be repeated after a failure of the network. */
  'identity.proveCode': call({
    input: v.object({ ...account, typed }),
    output: none,
    errors: [...asking, 'identity.malformed-code', 'identity.wrong-code', 'identity.no-code', 'identity.unconfirmed', 'identity.changed'],
    timeoutMs,
  }),
  /** Forgets the code that waits for its proof. */
  'identity.dropCode': call({ input: v.object(account), output: none, errors: ['account.unknown', 'crypto.unavailable'] }),
  /** Confirms this device with the code. Checked before anything is changed; `createdAt` of the error tells when the one in force was made. */
  'identity.useCode': call({
    input: v.object({ ...account, typed }),
    output: none,
    errors: [...asking, 'identity.malformed-code', 'identity.wrong-code', 'identity.old-code', 'identity.no-code', 'identity.stale-code'],
    timeoutMs,
  }),
  /** Replaces the identity: what was confirmed must be confirmed again, what only the old code could open is lost. Repeat with `authentication` where it is asked for. */
  'identity.reset': call({
    input: v.object({ ...account, authentication: v.optional(authentication) }),
    output: none,
    errors: [...asking, ...authenticating],
    timeoutMs,
  }),
};

export const identityFeeds = {
  /** One item. */
  identity: feed({
    input: v.object(account),
    item: identityView,
    meta: v.object({}),
    key: 'id',
    errors: ['account.unknown', 'crypto.unavailable'],
  }),
};
