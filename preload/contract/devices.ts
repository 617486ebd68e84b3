import * as v from 'valibot';
import { call, feed } from './define.ts';
import { accountId, timestamp } from './ids.ts';
import { authentication } from './identity.ts';

const deviceId = v.pipe(v.string(), v.minLength(1), v.maxLength(255));
const name = v.nullable(v.string());
const none = v.null();

/** A device of the account: an application that is signed in. */
const device = v.object({
  deviceId,
  /** As its owner named it; null where it has no name. */
  name,
  /** Null where the server does not say. */
  lastSeenAt: v.nullable(timestamp),
  lastSeenIp: v.nullable(v.string()),
  /** This very device. */
  current: v.boolean(),
  /** `unknown`: this device is not verified itself and cannot tell. `no-encryption`: it has no keys. */
  trust: v.picklist(['verified', 'unverified', 'unknown', 'no-encryption']),
});
export type Device = v.InferOutput<typeof device>;

const newDevice = v.object({ deviceId, name, appearedAt: timestamp });
export type NewDevice = v.InferOutput<typeof newDevice>;

const asking = [
  'account.unknown',
  'crypto.unavailable',
  'network.unreachable',
  'network.tls',
  'server.error',
  'server.rate-limited',
] as const;

export const deviceCalls = {
  'devices.rename': call({
    input: v.object({ accountId, deviceId, name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)) }),
    output: none,
    errors: asking,
  }),
  /** Ends the sessions of other devices, which are then told to forget what they hold. Repeat with `authentication` where it is asked for. */
  'devices.signOut': call({
    input: v.object({
      accountId,
      deviceIds: v.pipe(v.array(deviceId), v.minLength(1), v.maxLength(2000)),
      authentication: v.optional(authentication),
    }),
    output: none,
    errors: [...asking, 'auth.confirm-identity', 'auth.wrong-password', 'server.unsupported-flow'],
    timeoutMs: 60_000,
  }),
  /** The agent knows of a new device: it is told no more. */
  'devices.looked': call({ input: v.object({ accountId, deviceId }), output: none, errors: ['account.unknown', 'crypto.unavailable'] }),
};

export const deviceFeeds = {
  /** Devices of the account, this one first, then by when they were last seen. Asks the server when it is opened and when something changed. */
  devices: feed({
    input: v.object({ accountId }),
    item: device,
    meta: v.object({ status: v.picklist(['loading', 'complete', 'failed']) }),
    key: 'deviceId',
    errors: ['account.unknown', 'crypto.unavailable'],
  }),
  /** Devices that appeared unverified and that the agent did not look at yet, oldest first. Survives a restart. */
  newDevices: feed({
    input: v.object({ accountId }),
    item: newDevice,
    meta: v.object({}),
    key: 'deviceId',
    errors: ['account.unknown', 'crypto.unavailable'],
  }),
};
