import {
  boundedObject,
  isIdentifier,
  type ClearEvent,
  type Decryption,
  type EventRecord,
  type ShieldRecord,
  type UndecryptableReason,
} from '../../records/index.ts';
import {
  DecryptionErrorCode,
  DecryptionSettings,
  MegolmDecryptionError,
  RoomId,
  ShieldColor,
  ShieldStateCode,
  TrustRequirement,
  type DecryptedRoomEvent,
  type OlmMachine,
} from './binding.ts';

const shieldReasons: { [code: number]: ShieldRecord['reason'] } = {
  [ShieldStateCode.AuthenticityNotGuaranteed]: 'authenticity-not-guaranteed',
  [ShieldStateCode.UnknownDevice]: 'unknown-device',
  [ShieldStateCode.UnsignedDevice]: 'unsigned-device',
  [ShieldStateCode.UnverifiedIdentity]: 'unverified-identity',
  [ShieldStateCode.VerificationViolation]: 'verification-violation',
  [ShieldStateCode.MismatchedSender]: 'mismatched-sender',
};

/** What this device sent needs no signature of its owner to be told as the owner's. */
const isOwn = (olm: OlmMachine, decrypted: DecryptedRoomEvent): boolean =>
  decrypted.senderClaimedEd25519Key === olm.identityKeys.ed25519.toBase64();

function shieldOf(olm: OlmMachine, decrypted: DecryptedRoomEvent): ShieldRecord | null {
  const state = decrypted.shieldState(false);
  const { color, code } = state;
  state.free();
  if (color === ShieldColor.None) return null;
  if (code === ShieldStateCode.UnsignedDevice && isOwn(olm, decrypted)) return null;
  const reason = code === undefined ? undefined : shieldReasons[code];
  return { colour: color === ShieldColor.Grey ? 'grey' : 'red', reason: reason ?? 'unknown' };
}

/** What the sender encrypted is checked and bounded like what a server sends. */
function clearOf(decrypted: DecryptedRoomEvent): ClearEvent | null {
  const json: unknown = JSON.parse(decrypted.event);
  if (typeof json !== 'object' || json === null || !('type' in json) || !('content' in json)) return null;
  const content = boundedObject(json.content);
  return content && isIdentifier(json.type) ? { type: json.type, content } : null;
}

/** Codes of `m.room_key.withheld` (spec 11.12.4.4, MSC4268); the others are `withheld`. */
const withheldReasons: { [code: string]: UndecryptableReason } = {
  'm.unverified': 'withheld-unverified',
  'm.blacklisted': 'withheld-blocked',
  'm.unauthorised': 'withheld-unauthorised',
  'm.history_not_shared': 'history-not-shared',
  'io.element.msc4268.history_not_shared': 'history-not-shared',
};

const reasons: { [code: number]: UndecryptableReason } = {
  [DecryptionErrorCode.MissingRoomKey]: 'waiting',
  [DecryptionErrorCode.UnknownMessageIndex]: 'waiting',
  [DecryptionErrorCode.MismatchedIdentityKeys]: 'mismatched-sender',
  [DecryptionErrorCode.UnknownSenderDevice]: 'unknown-device',
  [DecryptionErrorCode.UnsignedSenderDevice]: 'unsigned-device',
  [DecryptionErrorCode.SenderIdentityVerificationViolation]: 'identity-changed',
  [DecryptionErrorCode.UnableToDecrypt]: 'malformed',
  [DecryptionErrorCode.MismatchedSender]: 'mismatched-sender',
};

function reasonOf(error: unknown): UndecryptableReason {
  if (!(error instanceof MegolmDecryptionError)) return 'malformed';
  const { code, withheldCode } = error;
  error.free();
  if (withheldCode) return withheldReasons[withheldCode] ?? 'withheld';
  return reasons[code] ?? 'other';
}

/** A missing key of an event from a time when the agent was outside is told so, however often it is tried. */
function told({ decryption }: EventRecord, reason: UndecryptableReason): UndecryptableReason {
  if (reason !== 'waiting') return reason;
  const before = decryption.status === 'pending' ? decryption.missing : decryption.status === 'failed' ? decryption.reason : null;
  return before === 'before-join' ? before : reason;
}

const wireForm = ({ eventId, type, sender, stateKey, content, sentAt }: EventRecord): string =>
  JSON.stringify({
    event_id: eventId,
    type,
    sender,
    ...(stateKey === null ? {} : { state_key: stateKey }),
    content,
    origin_server_ts: sentAt,
  });

const sessionOf = ({ content }: EventRecord): string => {
  const session = content['session_id'];
  return isIdentifier(session) ? session : '';
};

/** Whether the event says of itself that this device sent it; what it was encrypted with must then be ours. */
const claimsThisDevice = (olm: OlmMachine, { sender, content }: EventRecord): boolean =>
  sender === olm.userId.toString() && content['device_id'] === olm.deviceId.toString();

/**
 * Decrypts one event. Nothing of it is kept here: what waits for a key is in the event cache, and is
 * tried again when the key comes. Rejects only when the engine itself has failed.
 */
export async function decryptOne(olm: OlmMachine, event: EventRecord, requirement: TrustRequirement): Promise<Decryption> {
  const failed = (reason: UndecryptableReason): Decryption => ({
    status: 'failed',
    sessionId: sessionOf(event),
    reason: told(event, reason),
  });
  try {
    const settings = new DecryptionSettings(claimsThisDevice(olm, event) ? TrustRequirement.Untrusted : requirement);
    const decrypted = await olm.decryptRoomEvent(wireForm(event), new RoomId(event.roomId), settings);
    const claimsFalsely = claimsThisDevice(olm, event) && !isOwn(olm, decrypted);
    const clear = claimsFalsely ? null : clearOf(decrypted);
    const shield = shieldOf(olm, decrypted);
    decrypted.free();
    return clear ? { status: 'ok', clear, shield } : failed('malformed');
  } catch (error) {
    return failed(reasonOf(error));
  }
}
