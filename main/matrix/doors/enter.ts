import * as v from 'valibot';
import { CodedError, roomId as roomIdSchema, type ErrorCode, type RoomAddress, type RoomId } from '../../../preload/contract/index.ts';
import { asking, untilJoined } from '../rooms/index.ts';
import type { DoorParts } from './parts.ts';

/** A join over federation takes its time. */
const patienceMs = 110_000;

/** Synapse answers 400 or 404 with `M_UNKNOWN` where no server is known to have the room. */
function refusal({ isGuest, userId }: DoorParts, error: CodedError): ErrorCode {
  if (error.code === 'room.forbidden') return isGuest(userId) ? 'guest.refused' : 'room.no-entry';
  const { status, errcode } = error.detail;
  return errcode === 'M_UNKNOWN' && (status === 400 || status === 404) ? 'room.unknown' : error.code;
}

/** A request to enter; `reason` may be empty. */
export interface Asking {
  reason: string;
}

/** Enters a room (`POST /join`), or asks to (`POST /knock`). `via` stands in both the old and the new query. */
export async function enter(parts: DoorParts, address: RoomAddress, via: string[], ask: Asking | null): Promise<RoomId> {
  const query = via.flatMap((server) => [`via=${encodeURIComponent(server)}`, `server_name=${encodeURIComponent(server)}`]).join('&');
  const path = `/_matrix/client/v3/${ask ? 'knock' : 'join'}/${encodeURIComponent(address)}${query === '' ? '' : `?${query}`}`;
  const answer = await asking(parts.http.json('POST', path, { body: ask?.reason ? { reason: ask.reason } : {}, idleMs: patienceMs })).catch(
    (error: unknown) => {
      if (!(error instanceof CodedError)) throw error;
      throw new CodedError(refusal(parts, error), 'the server lets us not in', { detail: error.detail, cause: error });
    },
  );
  const entered = v.safeParse(roomIdSchema, answer['room_id']);
  if (!entered.success) throw new CodedError('server.error', 'the answer holds no room_id');
  if (ask === null) await untilJoined(parts, entered.output);
  return entered.output;
}
