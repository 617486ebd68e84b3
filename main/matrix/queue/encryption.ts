import { CodedError, type RoomId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import type { EventCache } from '../../store/index.ts';
import type { Crypto, EncryptionTarget } from '../crypto/index.ts';
import type { Http } from '../http/index.ts';

export interface EncryptionParts {
  cache: Pick<EventCache, 'room' | 'state' | 'members' | 'replaceMembers'>;
  http: Http;
  crypto(): Promise<Pick<Crypto, 'knownSettings'>>;
  /** Rooms of which the server said, since the application started, that they are not encrypted. */
  clearRooms: Set<RoomId>;
}

const roomPath = (roomId: RoomId): string => `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}`;

/**
 * What to encrypt for in this room, with its members loaded whole; null only where the server said
 * that it is not encrypted. The store alone is no witness of that: a sync may show a room that is
 * still being made before its `m.room.encryption`, and a server may forget what the engine
 * remembers. Rejects with `CodedError`.
 */
export async function encryptionTarget(parts: EncryptionParts, roomId: RoomId): Promise<EncryptionTarget | null> {
  const room = await parts.cache.room(roomId);
  const settings = (await parts.cache.state(roomId, 'm.room.encryption', '')) ?? (await settingsElsewhere(parts, roomId, room));
  if (settings === null) return null;
  if (room?.membersComplete !== true) await loadMembers(parts, roomId);
  const historyVisibility = room?.historyVisibility ?? 'shared';
  const invitedToo = historyVisibility !== 'joined';
  const members = (await parts.cache.members(roomId)).flatMap(({ userId, membership }) =>
    membership === 'join' || (invitedToo && membership === 'invite') ? [{ userId, membership }] : [],
  );
  return { roomId, settings, historyVisibility, members };
}

/** Where the store has no settings: those that the engine remembers, else what the server says now. */
async function settingsElsewhere(parts: EncryptionParts, roomId: RoomId, room: { encrypted: boolean } | null): Promise<JsonObject | null> {
  const known = await (await parts.crypto()).knownSettings(roomId);
  if (known !== null || parts.clearRooms.has(roomId)) return known;
  try {
    return await parts.http.json('GET', `${roomPath(roomId)}/state/m.room.encryption/`);
  } catch (error) {
    if (!(error instanceof CodedError) || error.detail.errcode !== 'M_NOT_FOUND') throw error;
    if (room?.encrypted === true)
      throw new CodedError('crypto.unavailable', 'the room is encrypted and its settings are lost', { cause: error });
    parts.clearRooms.add(roomId);
    return null;
  }
}

/** Loads the member list of a room whole (spec: lazy-loading members, `GET /members`). */
export async function loadMembers(parts: Pick<EncryptionParts, 'cache' | 'http'>, roomId: RoomId): Promise<void> {
  const body = await parts.http.bytes('GET', `${roomPath(roomId)}/members`, { query: { not_membership: 'leave' } });
  await parts.cache.replaceMembers(roomId, body);
}
