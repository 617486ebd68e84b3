import type { RoomId, UserId } from '../../../preload/contract/index.ts';
import type { DecryptionResult, EventRecord, JsonObject, SyncCryptoPart } from '../../records/index.ts';
import type { KeyBackup } from './backup.ts';
import type { RoomHistory } from './history.ts';
import type { KeyFile } from './key-file.ts';
import type { KeyRepair } from './key-repair.ts';
import type { Identity } from './identity.ts';
import type { Devices } from './devices.ts';
import type { Trust } from './trust.ts';
import type { Verifications } from './verification.ts';

/** What the encryptor must know of a room (the few things matrix-js-sdk asks its `Room` for). */
export interface EncryptionTarget {
  roomId: RoomId;
  /** Content of `m.room.encryption`. */
  settings: JsonObject;
  historyVisibility: 'invited' | 'joined' | 'shared' | 'world_readable';
  /** Joined members, and invited ones unless the history visibility is `joined`. */
  members: { userId: UserId; membership: 'join' | 'invite' }[];
}

/**
 * End-to-end encryption of one account: the Rust crypto of matrix-js-sdk on our encrypted store.
 * Nothing else in main knows which engine or store stands behind it.
 */
export interface Crypto {
  readonly verifications: Verifications;
  readonly deviceKeys: { curve25519: string; ed25519: string };
  readonly devices: Devices;
  readonly trust: Trust;
  readonly identity: Identity;
  readonly backup: KeyBackup;
  readonly history: RoomHistory;
  readonly keyFile: KeyFile;
  readonly keyRepair: KeyRepair;
  /** Hands over the encryption part of a sync answer, before its events are decrypted. Resolves once all keys in it are in the store. */
  processSync(part: SyncCryptoPart): Promise<void>;
  /** After the commit: sends what the engine wants to send (key uploads, queries, to-device). */
  syncCommitted(): void;
  /** Decrypts events; never rejects: a failure is a result. */
  decrypt(events: EventRecord[]): Promise<DecryptionResult[]>;
  /** Encrypts for all devices of the target; shares the room key first where needed. Rejects with `CodedError` (`crypto.unavailable`, `network.*`, `server.*`). */
  encrypt(target: EncryptionTarget, type: string, content: JsonObject): Promise<{ type: 'm.room.encrypted'; content: JsonObject }>;
  /** Settings under which the engine saw this room encrypted; null where it never did. It remembers when the disposable store, or the server, no longer does. */
  knownSettings(roomId: RoomId): Promise<JsonObject | null>;
  /** Shares the room key ahead of the first message (agent starts typing). */
  prepare(target: EncryptionTarget): void;
  /** Drops the outbound session: the next message starts a new one. */
  rotate(roomId: RoomId): Promise<void>;
  /** Called with the sessions whose keys arrived, by whatever way. */
  onRoomKeys(listener: (keys: { roomId: RoomId; sessionId: string }[]) => void): void;
  /** Inbound room keys that no backup holds. Bounded work. */
  keysNotBackedUp(): Promise<number>;
  stop(): Promise<void>;
}
