import { CodedError, type RoomId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import type { EventCache } from '../../store/index.ts';
import type { Crypto, EncryptionTarget } from '../crypto.ts';
import type { Http } from '../http/index.ts';

export interface EncryptionParts {
  cache: Pick<EventCache, 'room' | 'state' | 'members' | 'replaceMembers'>;
  http: Http;
  crypto(): Promise<Pick<Crypto, 'knownSettings'>>;
}

const roomPath = (roomId: RoomId): string => `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}`;

/**
 * What to encrypt for in this room, with its members loaded whole; null only where the room is known
 * not to be encrypted. The engine remembers rooms that the store or the server forgot, and a room that
 * the store does not know is asked for on the server, so that nothing leaves in clear by mistake. Rejects with `CodedError`.
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

/** Where the store has no settings: those of the engine, else of the server unless the room is known to have none. */
async function settingsElsewhere(parts: EncryptionParts, roomId: RoomId, room: { encrypted: boolean } | null): Promise<JsonObject | null> {
  const known = await (await parts.crypto()).knownSettings(roomId);
  if (known !== null || room?.encrypted === false) return known;
  try {
    return await parts.http.json('GET', `${roomPath(roomId)}/state/m.room.encryption/`);
  } catch (error) {
    if (!(error instanceof CodedError) || error.detail.errcode !== 'M_NOT_FOUND') throw error;
    if (room?.encrypted !== true) return null;
    throw new CodedError('crypto.unavailable', 'the room is encrypted and its settings are lost', { cause: error });
  }
}

/** Loads the member list of a room whole (spec: lazy-loading members, `GET /members`). */
export async function loadMembers(parts: Pick<EncryptionParts, 'cache' | 'http'>, roomId: RoomId): Promise<void> {
  const body = await parts.http.bytes('GET', `${roomPath(roomId)}/members`, { query: { not_membership: 'leave' } });
  await parts.cache.replaceMembers(roomId, body);
}
