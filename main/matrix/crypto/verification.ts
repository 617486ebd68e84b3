import type { RoomId, UserId, VerificationId, VerificationState } from '../../../preload/contract/index.ts';
import type { EventRecord, JsonObject } from '../../records/index.ts';
import type { EncryptionTarget } from './crypto.ts';

/** A verification as it stands, without the names of people. */
export interface VerificationRecord {
  verificationId: VerificationId;
  userId: UserId;
  /** Null until one of several devices answered. */
  deviceId: string | null;
  deviceName: string | null;
  isSelf: boolean;
  direction: 'incoming' | 'outgoing';
  roomId: RoomId | null;
  /** Milliseconds since the epoch, as are those below. */
  startedAt: number;
  deadline: number;
  /** When the other side was last heard of. */
  heardAt: number;
  state: VerificationState;
}

/** What verification in rooms asks of the account. Rejects with `CodedError`. */
export interface VerificationRooms {
  /** What to encrypt for; null only where the server said that the room is not encrypted. */
  target(roomId: RoomId): Promise<EncryptionTarget | null>;
  /** `PUT /send`: resolves with the answer of the server. */
  send(roomId: RoomId, type: string, transactionId: string, content: JsonObject): Promise<JsonObject>;
}

/**
 * Interactive verification (spec 11.12.2): emoji and QR code, own devices and other people, by
 * to-device messages and in rooms. All that is known is in memory; a restart cancels what was open.
 * Actions reject with `verification.unknown`, `verification.not-now` (its phase does not allow it) or
 * `crypto.unavailable`; requests also with `network.*` and `server.*`. What an action sends goes out
 * behind it, in order, for as long as the verification lives.
 */
export interface Verifications {
  list(): VerificationRecord[];
  /** Called after anything changed; at most once a turn. */
  onChange(listener: () => void): void;
  /** To be called once, before anything goes through a room. */
  useRooms(rooms: VerificationRooms): void;
  /** Events of rooms, decrypted where they were encrypted, in their order. `live`: they were sent in the last minutes, whatever the clocks say. */
  roomEvents(events: readonly EventRecord[], live: boolean): void;
  /** Asks all own devices. `verification.no-identity`: this account has no cross-signing identity yet. */
  requestOwn(): Promise<VerificationId>;
  /** `verification.unknown`: no such device is known. */
  requestDevice(userId: UserId, deviceId: string): Promise<VerificationId>;
  /** In a room that both are in. `verification.no-identity`: they have none. */
  requestUser(userId: UserId, roomId: RoomId): Promise<VerificationId>;
  accept(id: VerificationId): Promise<void>;
  startEmoji(id: VerificationId): Promise<void>;
  /** `verification.no-identity`: what the code would hold is not known or not verified here. */
  showQr(id: VerificationId): Promise<void>;
  /** Throws `verification.not-now` where no code may be scanned. */
  mayScan(id: VerificationId): void;
  /** `verification.bad-code`: not a code of this verification. */
  scanQr(id: VerificationId, bytes: Uint8Array): Promise<void>;
  confirm(id: VerificationId): Promise<void>;
  mismatch(id: VerificationId): Promise<void>;
  cancel(id: VerificationId): Promise<void>;
  /** Forgets one that has ended; does nothing with others. */
  dismiss(id: VerificationId): void;
}
