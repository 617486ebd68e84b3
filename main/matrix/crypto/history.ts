import type { RoomId, UserId } from '../../../preload/contract/index.ts';

/**
 * Keys of a room's past for whom is invited to it (MSC4268). All of it goes on in the background: what
 * fails is logged, and keeps nobody from inviting or joining.
 */
export interface RoomHistory {
  /** Gives who was just invited the keys of messages that were sent while the history was open to new members; only where it still is. */
  share(roomId: RoomId, userId: UserId): void;
  /** The invitation of this person was accepted: the keys they send within a day are taken, also after a restart. */
  expect(roomId: RoomId, inviter: UserId): void;
}
