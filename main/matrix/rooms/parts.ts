import { CodedError, type AccountId, type RoomId, type UserId } from '../../../preload/contract/index.ts';
import type { SyncChanges } from '../../records/index.ts';
import type { EventCache } from '../../store/index.ts';
import type { Crypto } from '../crypto/index.ts';
import type { Http } from '../http/index.ts';
import type { Unsubscribe } from '../types.ts';

/** Whether others see how far the agent has read, and that she types. */
export interface Privacy {
  receipts: boolean;
  typing: boolean;
}

/** What actions in rooms work with. */
export interface RoomParts {
  accountId: AccountId;
  userId: UserId;
  http: Http;
  cache: EventCache;
  crypto(): Promise<Crypto>;
  /** As in `EncryptionParts`. */
  clearRooms: Set<RoomId>;
  onSync(listener: (changes: SyncChanges) => void): Unsubscribe;
  /** Tells feeds of a change that was kept without a sync. */
  announce(changes: Partial<SyncChanges>): void;
  decryptRoom(roomId: RoomId): Promise<void>;
  /** What others may see of the agent, as it stands now. */
  privacy(): Privacy;
}

export const roomPath = (roomId: RoomId): string => `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}`;
export const userPath = (userId: UserId): string => `/_matrix/client/v3/user/${encodeURIComponent(userId)}`;

/** A refusal of a room request in the words of the contract: what is not found is the room. */
export async function asking<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    if (!(error instanceof CodedError) || error.detail.errcode !== 'M_NOT_FOUND') throw error;
    throw new CodedError('room.unknown', 'the server knows no such room', { detail: error.detail, cause: error });
  }
}
