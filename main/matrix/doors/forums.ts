import { CodedError, type CallOutput } from '../../../preload/contract/index.ts';
import { asArray, asCount, asObject, asString } from '../../records/index.ts';
import { glimpseOf, type Told } from './glimpse.ts';
import type { DoorParts } from './parts.ts';

export interface ForumQuery {
  /** The account's own where null. */
  server: string | null;
  query: string;
  from: string | null;
}

const pageSize = 30;
/** A remote server is asked by ours, which may wait for it. */
const patienceMs = 50_000;

/** Spec: `POST /publicRooms`. Rejects with `guest.refused`, or `forums.unreachable` where another server does not answer. */
export async function searchForums(parts: DoorParts, { server, query, from }: ForumQuery): Promise<CallOutput<'doors.forums'>> {
  if (parts.isGuest(parts.userId)) throw new CodedError('guest.refused', 'forums are not for external guests');
  const body = { limit: pageSize, filter: { generic_search_term: query }, ...(from === null ? {} : { since: from }) };
  const options = { query: { server: server ?? undefined }, body, idleMs: patienceMs };
  const answer = await parts.http
    .json('POST', '/_matrix/client/v3/publicRooms', options)
    .catch((error: unknown) => unreachable(error, server));
  const rooms = asArray(answer['chunk'])
    .slice(0, pageSize * 2)
    .map(asObject);
  const seen = await Promise.all(rooms.filter(isForum).map((room) => glimpseOf(parts, room, 'open')));
  const total = answer['total_room_count_estimate'];
  return {
    forums: seen.flatMap((one) => one ?? []),
    next: asString(answer['next_batch'])?.slice(0, 2048) ?? null,
    total: total === undefined ? null : asCount(total),
  };
}

/** Spaces are listed among rooms. */
const isForum = (room: Told): boolean => room['room_type'] === undefined || room['room_type'] === null;

function unreachable(error: unknown, server: string | null): never {
  const refused = error instanceof CodedError && (error.code === 'room.forbidden' || error.code === 'server.error');
  if (server === null || !refused) throw error;
  throw new CodedError('forums.unreachable', 'the other server does not show its forums', { detail: error.detail, cause: error });
}
