import { CodedError, type RoomId, type UserId } from '../../../preload/contract/index.ts';
import { asArray, isRoomId, type JsonObject } from '../../records/index.ts';
import type { Http } from '../http/index.ts';

/** Pages that are read: a person who shares more rooms than these hold is shown the first. */
const mostPages = 10;
/** MSC2666 under its stable name, then under that of servers before it. */
const paths = ['/_matrix/client/v1/mutual_rooms', '/_matrix/client/unstable/uk.half-shot.msc2666/user/mutual_rooms'];

/** Rooms that both are in. Rejects where the server does not tell. */
export async function mutualRooms(http: Http, userId: UserId): Promise<RoomId[]> {
  const rooms: RoomId[] = [];
  let from: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const answer = await ask(http, { user_id: userId, from });
    if (!Array.isArray(answer['joined'])) throw new CodedError('server.error', 'the answer holds no rooms');
    rooms.push(...asArray(answer['joined']).filter(isRoomId));
    const next = answer['next_batch'];
    if (typeof next !== 'string' || next === from) break;
    from = next;
  }
  return rooms;
}

async function ask(http: Http, query: { user_id: UserId; from: string | undefined }): Promise<JsonObject> {
  const [stable = '', unstable = ''] = paths;
  return http.json('GET', stable, { query }).catch((error: unknown) => {
    if (error instanceof CodedError && error.detail.status === 404) return http.json('GET', unstable, { query });
    throw error;
  });
}
