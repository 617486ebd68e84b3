import { CodedError, type RoomId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import type { EventCache } from '../../store/index.ts';
import type { EncryptionTarget } from '../crypto.ts';
import type { Http } from '../http/index.ts';

export interface EncryptionParts {
  cache: Pick<EventCache, 'room' | 'state' | 'members' | 'replaceMembers'>;
  http: Http;
}

const roomPath = (roomId: RoomId): string => `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}`;

/**
 * What to encrypt for in this room, with its members loaded whole; null only where the room is known
 * not to be encrypted. A room that the store does not know is asked for on the server, so that
 * nothing leaves in clear by mistake. Rejects with `CodedError`.
 */
export async function encryptionTarget(parts: EncryptionParts, roomId: RoomId): Promise<EncryptionTarget | null> {
  const room = await parts.cache.room(roomId);
  const settings = (await parts.cache.state(roomId, 'm.room.encryption', '')) ?? (await settingsElsewhere(parts.http, roomId, room));
  if (settings === null) return null;
  if (room?.membersComplete !== true) await loadMembers(parts, roomId);
  const historyVisibility = room?.historyVisibility ?? 'shared';
  const invitedToo = historyVisibility !== 'joined';
  const members = (await parts.cache.members(roomId)).flatMap(({ userId, membership }) =>
    membership === 'join' || (invitedToo && membership === 'invite') ? [{ userId, membership }] : [],
  );
  return { roomId, settings, historyVisibility, members };
}

/** Asks the server where the store has no settings: the room is not known here, or said to be encrypted without them. */
async function settingsElsewhere(http: Http, roomId: RoomId, room: { encrypted: boolean } | null): Promise<JsonObject | null> {
  if (room?.encrypted === false) return null;
  try {
    return await http.json('GET', `${roomPath(roomId)}/state/m.room.encryption/`);
  } catch (error) {
    const absent = error instanceof CodedError && error.detail.errcode === 'M_NOT_FOUND';
    if (!absent) throw error;
    if (room?.encrypted === true)
      throw new CodedError('crypto.unavailable', 'the room is encrypted and its settings are lost', { cause: error });
    return null;
  }
}

/** Loads the member list of a room whole (spec: lazy-loading members, `GET /members`). */
export async function loadMembers(parts: Pick<EncryptionParts, 'cache' | 'http'>, roomId: RoomId): Promise<void> {
  const body = await parts.http.bytes('GET', `${roomPath(roomId)}/members`, { query: { not_membership: 'leave' } });
  await parts.cache.replaceMembers(roomId, body);
}
