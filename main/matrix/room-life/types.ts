import type { RoomId, UserId } from '../../../preload/contract/index.ts';

/** How rooms begin for an agent, are set in order, are replaced, and end. All reject with `CodedError`. */
export interface RoomLife {
  setLowPriority(roomId: RoomId, lowPriority: boolean): Promise<void>;
  forget(roomId: RoomId): Promise<void>;
  /** Enters the room that replaces this one. */
  follow(roomId: RoomId): Promise<RoomId>;
  versions(): Promise<string[]>;
  /** Rejects with `room.version` where the server does not know the version. `notInvited`: members who could not be. */
  upgrade(roomId: RoomId, version: string): Promise<{ roomId: RoomId; notInvited: UserId[] }>;
}
