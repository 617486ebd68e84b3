import { CodedError, type RoomId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import type { Http } from '../http/index.ts';
import { asking, roomPath } from '../rooms/index.ts';

export type StateParts = { http: Pick<Http, 'json'> };

const path = (roomId: RoomId, type: string, stateKey = ''): string =>
  `${roomPath(roomId)}/state/${encodeURIComponent(type)}/${encodeURIComponent(stateKey)}`;

/** A state event as the server has it now (spec 8.4.2); null where there is none. */
export function stateNow({ http }: StateParts, roomId: RoomId, type: string, stateKey = ''): Promise<JsonObject | null> {
  return http.json('GET', path(roomId, type, stateKey)).catch((error: unknown) => {
    if (error instanceof CodedError && error.detail.errcode === 'M_NOT_FOUND') return null;
    throw error;
  });
}

export async function putState({ http }: StateParts, roomId: RoomId, type: string, content: JsonObject, stateKey = ''): Promise<void> {
  await asking(http.json('PUT', path(roomId, type, stateKey), { body: content }));
}
