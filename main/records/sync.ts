import type { EventId, RoomId, UserId } from '../../preload/contract/index.ts';
import type { Decryption, EventRecord, JsonObject } from './event.ts';

/** The end-to-end encryption part of a sync answer, in the form matrix-js-sdk takes. */
export interface SyncCryptoPart {
  toDevice: JsonObject[];
  deviceLists: { changed: string[]; left: string[] };
  oneTimeKeyCounts: { [algorithm: string]: number };
  unusedFallbackKeys: string[] | null;
  /** `m.room.encryption` events that are new, and membership changes in encrypted rooms. */
  encryptionEvents: { roomId: RoomId; content: JsonObject }[];
  memberships: { roomId: RoomId; userId: UserId; membership: string }[];
}

/** A sync answer parsed, checked and held by the store, not yet committed. */
export interface StagedSync {
  stageId: number;
  nextBatch: string;
  crypto: SyncCryptoPart;
  /** Newest encrypted events of each room, to decrypt before the commit; bounded by `stageSync`. */
  toDecrypt: EventRecord[];
  /** Events that were skipped because they are malformed, with why; for the log. */
  skipped: { roomId: string; reason: string }[];
}

export interface DecryptionResult {
  roomId: RoomId;
  eventId: EventId;
  decryption: Decryption;
}

/** What a commit changed, for feeds and notifications. */
export interface SyncChanges {
  /** Rooms whose summary row changed. */
  rooms: RoomId[];
  /** New timeline events, oldest first, per room; `limited` says that a hole lies before them. */
  timelines: { roomId: RoomId; events: EventRecord[]; limited: boolean }[];
  /** Rooms whose receipts, members or state changed. */
  receipts: RoomId[];
  members: RoomId[];
  /** Whom a sync names of them. A room of `members` that is not here is to be read whole. */
  memberIds: { roomId: RoomId; userIds: UserId[] }[];
  /** Typing notices are never kept. */
  typing: { roomId: RoomId; userIds: UserId[] }[];
  /** Global account data that changed, by type. */
  accountData: string[];
  /** What retention policies ended: rooms that lost events, and those of the events that carried files, which are kept elsewhere. */
  expired: { rooms: RoomId[]; files: EventRecord[] };
}
