import {
  CodedError,
  type AttachmentId,
  type BannedPerson,
  type Permission,
  type RoomId,
  type RoomSettings,
  type UserId,
} from '../../../preload/contract/index.ts';
import { mxcOf } from '../../records/index.ts';
import type { RoomParts } from '../rooms/index.ts';
import type { Uploader } from '../types.ts';
import { bannedFrom, exclude } from './exclusion.ts';
import { changePermission, changePower, type LevelChange } from './power.ts';
import { putState } from './state.ts';
import type { RoomAdministration } from './types.ts';

export type AdministrationParts = Pick<RoomParts, 'http' | 'cache'> & { uploader: Uploader; isGuest(userId: UserId): boolean };

/** How a room is set, who may do what in it, and who is kept out. The server decides; what it refuses is told. */
export class Administration implements RoomAdministration {
  readonly #parts: AdministrationParts;

  constructor(parts: AdministrationParts) {
    this.#parts = parts;
  }

  setName(roomId: RoomId, name: string): Promise<void> {
    return putState(this.#parts, roomId, 'm.room.name', { name });
  }

  async setAvatar(roomId: RoomId, attachmentId: AttachmentId | null): Promise<void> {
    if (attachmentId === null) return putState(this.#parts, roomId, 'm.room.avatar', {});
    const { uploader } = this.#parts;
    const url = mxcOf((await uploader.upload(attachmentId, { encrypted: false, caption: '' }))['url']);
    if (url === null) throw new CodedError('media.unavailable', 'the server gave no address for the picture');
    await putState(this.#parts, roomId, 'm.room.avatar', { url });
    uploader.drop(attachmentId);
  }

  setHistory(roomId: RoomId, history: RoomSettings['history']): Promise<void> {
    return putState(this.#parts, roomId, 'm.room.history_visibility', { history_visibility: history });
  }

  encrypt(roomId: RoomId): Promise<void> {
    return putState(this.#parts, roomId, 'm.room.encryption', { algorithm: 'm.megolm.v1.aes-sha2' });
  }

  setJoinRule(roomId: RoomId, rule: 'invite' | 'knock'): Promise<void> {
    return putState(this.#parts, roomId, 'm.room.join_rules', { join_rule: rule });
  }

  setPermission(roomId: RoomId, permission: Permission, change: LevelChange): Promise<void> {
    return this.#besideGuests(roomId, permission === 'default', changePermission(this.#parts, roomId, permission, change));
  }

  setPower(roomId: RoomId, userId: UserId, change: LevelChange): Promise<void> {
    return this.#besideGuests(roomId, this.#parts.isGuest(userId), changePower(this.#parts, roomId, userId, change));
  }

  /** Says why where guests may be and the server refuses them power. */
  async #besideGuests(roomId: RoomId, concerned: boolean, changing: Promise<void>): Promise<void> {
    try {
      await changing;
    } catch (error) {
      if (!concerned || !(error instanceof CodedError) || error.code !== 'room.forbidden') throw error;
      if ((await this.#parts.cache.room(roomId))?.accessRule !== 'unrestricted') throw error;
      throw new CodedError('guest.no-power', 'guests have no power', { detail: error.detail, cause: error });
    }
  }

  kick(roomId: RoomId, userId: UserId, reason: string): Promise<void> {
    return exclude(this.#parts, 'kick', roomId, userId, reason);
  }

  ban(roomId: RoomId, userId: UserId, reason: string): Promise<void> {
    return exclude(this.#parts, 'ban', roomId, userId, reason);
  }

  unban(roomId: RoomId, userId: UserId): Promise<void> {
    return exclude(this.#parts, 'unban', roomId, userId);
  }

  banned(roomId: RoomId): Promise<BannedPerson[]> {
    return bannedFrom(this.#parts, roomId, async (userIds) => {
      const profiles = await this.#parts.cache.profiles(roomId, userIds);
      return new Map(profiles.map(({ userId, displayName }) => [userId, displayName]));
    });
  }
}
