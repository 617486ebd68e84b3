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

/** The engine gives the withheld code as its sentence of the specification only; this is `m.history_not_shared`. */
const isHistoryNotShared = (withheld: string): boolean => /history/iu.test(withheld);

function reasonOf(error: unknown): UndecryptableReason {
  if (!(error instanceof MegolmDecryptionError)) return 'malformed';
  const { code, maybe_withheld: withheld } = error;
  error.free();
  if (withheld) return isHistoryNotShared(withheld) ? 'before-join' : 'withheld';
  switch (code) {
    case DecryptionErrorCode.MissingRoomKey:
    case DecryptionErrorCode.UnknownMessageIndex:
      return 'waiting';
    case DecryptionErrorCode.UnknownSenderDevice:
      return 'unknown-device';
    case DecryptionErrorCode.UnsignedSenderDevice:
      return 'unsigned-device';
    case DecryptionErrorCode.SenderIdentityVerificationViolation:
      return 'identity-changed';
    case DecryptionErrorCode.MismatchedSender:
    case DecryptionErrorCode.UnableToDecrypt:
      return 'malformed';
    default:
      return 'other';
  }
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

/**
 * Decrypts one event. Nothing of it is kept here: what waits for a key is in the event cache, and is
 * tried again when the key comes. Rejects only when the engine itself has failed.
 */
export async function decryptOne(olm: OlmMachine, event: EventRecord): Promise<Decryption> {
  const failed = (reason: UndecryptableReason): Decryption => ({ status: 'failed', sessionId: sessionOf(event), reason });
  try {
    const settings = new DecryptionSettings(TrustRequirement.Untrusted);
    const decrypted = await olm.decryptRoomEvent(wireForm(event), new RoomId(event.roomId), settings);
    const clear = clearOf(decrypted);
    const shield = shieldOf(olm, decrypted);
    decrypted.free();
    return clear ? { status: 'ok', clear, shield } : failed('malformed');
  } catch (error) {
    return failed(reasonOf(error));
  }
}
