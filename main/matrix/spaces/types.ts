import type { RoomId, SpaceRoom, UserId } from '../../../preload/contract/index.ts';

/** Private spaces (spec 11.36) and the rooms in them. All reject with `CodedError`. */
export interface Spaces {
  create(plan: { name: string; topic: string; invite: UserId[] }): Promise<{ roomId: RoomId; notInvited: UserId[] }>;
  rooms(spaceId: RoomId): Promise<SpaceRoom[]>;
  /** `open`: members of the space may enter; answers the rooms for which that could not be. */
  add(spaceId: RoomId, roomIds: RoomId[], open: boolean): Promise<RoomId[]>;
  remove(spaceId: RoomId, roomId: RoomId): Promise<void>;
  createRoom(spaceId: RoomId, name: string): Promise<{ roomId: RoomId; open: boolean }>;
  join(spaceId: RoomId, roomId: RoomId): Promise<void>;
}
