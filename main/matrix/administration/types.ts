import type { AttachmentId, BannedPerson, Permission, RoomId, RoomSettings, UserId } from '../../../preload/contract/index.ts';

/** How a room is set, who may do what in it, and who is kept out. All reject with `CodedError`. */
export interface RoomAdministration {
  setName(roomId: RoomId, name: string): Promise<void>;
  /** A picture that was attached; null removes the one there is. */
  setAvatar(roomId: RoomId, attachmentId: AttachmentId | null): Promise<void>;
  setHistory(roomId: RoomId, history: RoomSettings['history']): Promise<void>;
  /** For good. */
  encrypt(roomId: RoomId): Promise<void>;
  setJoinRule(roomId: RoomId, rule: 'invite' | 'knock'): Promise<void>;
  /** `seen`: the level that held when the agent decided. Rejects with `room.changed` where it is another one by now. */
  setPermission(roomId: RoomId, permission: Permission, change: { level: number; seen: number }): Promise<void>;
  /** The same for the level of a member. */
  setPower(roomId: RoomId, userId: UserId, change: { level: number; seen: number }): Promise<void>;
  /** No error where it is so already, for all three. */
  kick(roomId: RoomId, userId: UserId, reason: string): Promise<void>;
  ban(roomId: RoomId, userId: UserId, reason: string): Promise<void>;
  unban(roomId: RoomId, userId: UserId): Promise<void>;
  banned(roomId: RoomId): Promise<BannedPerson[]>;
}
