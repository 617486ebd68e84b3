import * as v from 'valibot';
import { call, feed } from './define.ts';
import { accountId, roomId, timestamp, userId } from './ids.ts';

/** Names one verification from its beginning until it is dismissed. Made by main; not the transaction id, which the other side may choose. */
const verificationId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/u), v.brand('VerificationId'));
export type VerificationId = v.InferOutput<typeof verificationId>;

/**
 * Why a verification ended without a result.
 * - `declined`: somebody said no. `timeout`: nobody answered in time.
 * - `mismatch`: what was compared differs. `keys-changed`: the keys that came are not those that are known. Both may be an attack.
 * - `elsewhere`: another device of the same person answered.
 * - `unsupported`: the two applications have no method in common.
 * - `protocol`: the other application sent something that has no meaning there.
 * - `interrupted`: the application was restarted meanwhile. `unreachable`: the server refused what had to be sent.
 */
const reason = v.picklist([
  'declined',
  'timeout',
  'mismatch',
  'keys-changed',
  'elsewhere',
  'unsupported',
  'protocol',
  'interrupted',
  'unreachable',
  'other',
]);
export type VerificationEnd = v.InferOutput<typeof reason>;

/** A QR code (spec 11.12.2.4): `size` modules a side, row by row, 1 for dark; without the quiet zone. */
const qrCode = v.object({
  size: v.pipe(v.number(), v.integer(), v.minValue(21), v.maxValue(177)),
  modules: v.pipe(v.string(), v.regex(/^[01]+$/u)),
});
export type VerificationQr = v.InferOutput<typeof qrCode>;

const emojiIndex = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(63));

/**
 * - `requested`: waits for an answer. `waiting`: another one with the same person goes first.
 * - `ready`: both want it; a method is to be chosen. What each method needs of the other side is there where `can` says so.
 * - `started`: keys are being exchanged.
 * - `comparing`: the agent compares; seven indexes of the table of the specification (11.12.2.2.6), where both have it, and three figures.
 * - `scanned`: the other device says that it scanned our code; the agent confirms.
 * - `confirming`: we are done, the other side is not yet.
 */
const state = v.variant('phase', [
  v.object({ phase: v.literal('requested') }),
  v.object({ phase: v.literal('waiting') }),
  v.object({
    phase: v.literal('ready'),
    can: v.object({ emoji: v.boolean(), showQr: v.boolean(), scanQr: v.boolean() }),
    qr: v.nullable(qrCode),
  }),
  v.object({ phase: v.literal('started') }),
  v.object({
    phase: v.literal('comparing'),
    emoji: v.nullable(v.pipe(v.array(emojiIndex), v.length(7))),
    decimals: v.pipe(v.array(v.number()), v.length(3)),
  }),
  v.object({ phase: v.literal('scanned') }),
  v.object({ phase: v.literal('confirming') }),
  v.object({ phase: v.literal('done') }),
  v.object({ phase: v.literal('cancelled'), reason, byMe: v.boolean() }),
]);
export type VerificationState = v.InferOutput<typeof state>;

const verification = v.object({
  verificationId,
  other: v.object({
    userId,
    name: v.string(),
    /** Null until one of several devices answered. */
    deviceId: v.nullable(v.string()),
    /** As its owner named it; null where it has no name. */
    deviceName: v.nullable(v.string()),
  }),
  /** Another device of this account. */
  isSelf: v.boolean(),
  direction: v.picklist(['incoming', 'outgoing']),
  /** Where it goes through a room. */
  roomId: v.nullable(roomId),
  startedAt: timestamp,
  /** When it ends by itself. */
  deadline: timestamp,
  /** When the other side was last heard of. */
  heardAt: timestamp,
  state,
});
export type Verification = v.InferOutput<typeof verification>;

const none = v.null();
const one = v.object({ accountId, verificationId });
const begun = v.object({ verificationId });
const reaching = [
  'network.unreachable',
  'network.tls',
  'server.error',
  'server.rate-limited',
  'crypto.unavailable',
  'account.unknown',
] as const;
const acting = ['verification.unknown', 'verification.not-now', 'crypto.unavailable', 'account.unknown'] as const;

/** Sending is tried four times, with growing waits. */
const timeoutMs = 120_000;

export const verificationCalls = {
  /** Asks all other devices of this account; the first that answers does it. One that is open already is returned. */
  'verification.requestOwn': call({
    input: v.object({ accountId }),
    output: begun,
    errors: [...reaching, 'verification.no-identity'],
    timeoutMs,
  }),
  /** Asks one device, by to-device messages. */
  'verification.requestDevice': call({
    input: v.object({ accountId, userId, deviceId: v.pipe(v.string(), v.minLength(1), v.maxLength(255)) }),
    output: begun,
    errors: [...reaching, 'verification.unknown'],
    timeoutMs,
  }),
  /** Asks a person, in the direct message with them, which is made where there is none. */
  'verification.requestUser': call({
    input: v.object({ accountId, userId }),
    output: begun,
    errors: [...reaching, 'verification.no-identity', 'user.unknown', 'room.unknown', 'room.forbidden'],
    timeoutMs,
  }),
  'verification.accept': call({ input: one, output: none, errors: acting }),
  'verification.startEmoji': call({ input: one, output: none, errors: acting }),
  /** Makes the QR code of this side: the feed then has it. */
  'verification.showQr': call({ input: one, output: none, errors: [...acting, 'verification.no-identity'] }),
  /** Lets the page open the camera once, within the next seconds, where a code may be scanned now. Every other wish for it is refused. */
  'verification.openCamera': call({ input: one, output: none, errors: acting }),
  /** Takes the bytes that the code of the other side holds. `verification.bad-code`: it is not one of this verification. */
  'verification.scanQr': call({
    input: v.object({
      ...one.entries,
      bytes: v.pipe(
        v.instance(Uint8Array),
        v.check((bytes) => bytes.byteLength > 0 && bytes.byteLength <= 4096),
      ),
    }),
    output: none,
    errors: [...acting, 'verification.bad-code'],
  }),
  /** What was compared is the same, or the other device scanned our code. */
  'verification.confirm': call({ input: one, output: none, errors: acting }),
  /** What was compared differs: ends it, and tells the other side. */
  'verification.mismatch': call({ input: one, output: none, errors: acting }),
  'verification.cancel': call({ input: one, output: none, errors: acting }),
  /** Takes one that has ended out of the list. */
  'verification.dismiss': call({ input: one, output: none, errors: ['account.unknown'] }),
};

export const verificationFeeds = {
  /** Verifications that are open, and those that ended and were not dismissed yet; oldest first. Bounded. */
  verifications: feed({
    input: v.object({ accountId }),
    item: verification,
    meta: v.object({}),
    key: 'verificationId',
    errors: ['account.unknown'],
  }),
};
