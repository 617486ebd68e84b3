import { isObject, type JsonObject } from '../../records/index.ts';
import { DeviceId, OwnUserIdentity, type OlmMachine, UserId } from '../engine/binding.ts';
import type { EngineContext } from '../engine/context.ts';
import type { IdentityServer } from './server.ts';

/** What this device knows of the identity of its account. */
export interface OwnKeys {
  /** Public master key, base64; null where none is known. */
  master: string | null;
  /** The identity is the one that this device made or confirmed. */
  verified: boolean;
  /** It was, and another took its place. */
  violated: boolean;
  /** The three private keys are here. */
  hasPrivate: boolean;
  /** This device is signed by the identity. */
  signed: boolean;
  /** Other devices that are. */
  otherDevices: number;
}

/** The one key of a cross-signing key object (spec 11.12.2.2): `keys` has one member, `ed25519:<key>`. */
function publicKey(object: unknown): string | null {
  const keys = isObject(object) && isObject(object['keys']) ? Object.values(object['keys']) : [];
  return typeof keys[0] === 'string' && keys[0].length <= 64 ? keys[0] : null;
}

const masterOf = (identity: OwnUserIdentity): string | null => publicKey(JSON.parse(identity.masterKey));

async function devices(olm: OlmMachine): Promise<Pick<OwnKeys, 'signed' | 'otherDevices'>> {
  const found = await olm.getUserDevices(new UserId(olm.userId.toString()));
  const own = olm.deviceId.toString();
  const signed = found
    .devices()
    .filter((device) => device.isCrossSignedByOwner() && !device.isDehydrated)
    .map((device) => device.deviceId.toString());
  found.free();
  return { signed: signed.includes(own), otherDevices: signed.filter((deviceId) => deviceId !== own).length };
}

/** Reads the engine only. */
export async function readOwnKeys(olm: OlmMachine): Promise<OwnKeys> {
  const identity = await olm.getIdentity(new UserId(olm.userId.toString()));
  const status = await olm.crossSigningStatus();
  const hasPrivate = status.hasMaster && status.hasSelfSigning && status.hasUserSigning;
  status.free();
  const none = { master: null, verified: false, violated: false };
  const known = identity instanceof OwnUserIdentity ? factsOf(identity) : none;
  identity?.free();
  return { ...known, hasPrivate, ...(await devices(olm)) };
}

const factsOf = (identity: OwnUserIdentity): Pick<OwnKeys, 'master' | 'verified' | 'violated'> => ({
  master: masterOf(identity),
  verified: identity.isVerified(),
  violated: identity.hasVerificationViolation(),
});

/** Asks the server for the keys of the account, which the engine takes over. The master key it has; null where it has none. */
export async function queryOwnKeys({ machine }: EngineContext, server: IdentityServer): Promise<string | null> {
  const userId = machine.olm.userId.toString();
  const answer: JsonObject = await server.forEngine('/keys/query', machine.olm.queryKeysForUsers([new UserId(userId)]));
  const masters = answer['master_keys'];
  return isObject(masters) ? publicKey(masters[userId]) : null;
}

/** Signs this device with the identity whose private keys are here, and has the engine learn it. */
export async function signThisDevice(context: EngineContext, server: IdentityServer): Promise<void> {
  const { olm } = context.machine;
  const device = await olm.getDevice(new UserId(olm.userId.toString()), new DeviceId(olm.deviceId.toString()));
  if (!device) return;
  try {
    await server.forEngine('/keys/signatures/upload', await device.verify());
  } finally {
    device.free();
  }
  await queryOwnKeys(context, server);
}
