import { CodedError, type RoomId, type UserId } from '../../../preload/contract/index.ts';
import { asObject, isRoomId } from '../../records/index.ts';
import { asking, roomPath, untilJoined, type RoomParts } from '../rooms/index.ts';

type Parts = Pick<RoomParts, 'http' | 'cache' | 'onSync' | 'userId'>;

/** How long the server may ask to wait between two invitations, milliseconds. */
const longestWait = 30_000;

/** Stable room versions of the server, its own choice first, then the newest. */
export async function offeredVersions({ http }: Pick<Parts, 'http'>): Promise<string[]> {
  const answer = await http.json('GET', '/_matrix/client/v3/capabilities');
  const { default: chosen, available } = asObject(asObject(answer['capabilities'])['m.room_versions']);
  const stable = Object.entries(asObject(available)).flatMap(([version, how]) => (how === 'stable' ? [version] : []));
  const newestFirst = stable.sort((a, b) => Number(b) - Number(a));
  return newestFirst.sort((a, b) => Number(b === chosen) - Number(a === chosen)).slice(0, 50);
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/** One invitation, again where the server only asked to wait. */
async function invited({ http }: Parts, roomId: RoomId, userId: UserId): Promise<boolean> {
  for (let tries = 0; tries < 5; tries++) {
    try {
      await http.json('POST', `${roomPath(roomId)}/invite`, { body: { user_id: userId } });
      return true;
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'server.rate-limited') return false;
      await wait(Math.min(error.detail.retryAfterMs ?? 1000, longestWait));
    }
  }
  return false;
}

/** Spec 11.33: the server makes the new room; who was in the old one is invited, since most rooms let nobody in by themselves. */
export async function upgradeRoom(parts: Parts, roomId: RoomId, version: string): Promise<{ roomId: RoomId; notInvited: UserId[] }> {
  const answer = await asking(parts.http.json('POST', `${roomPath(roomId)}/upgrade`, { body: { new_version: version } })).catch(refusal);
  const made = answer['replacement_room'];
  if (!isRoomId(made)) throw new CodedError('server.error', 'the answer to /upgrade holds no replacement_room');
  await untilJoined(parts, made);
  const members = (await parts.cache.members(roomId)).filter(({ membership }) => membership === 'join' || membership === 'invite');
  const notInvited: UserId[] = [];
  for (const { userId } of members) {
    if (userId !== parts.userId && !(await invited(parts, made, userId))) notInvited.push(userId);
  }
  return { roomId: made, notInvited };
}

function refusal(error: unknown): never {
  if (!(error instanceof CodedError) || error.detail.errcode !== 'M_UNSUPPORTED_ROOM_VERSION') throw error;
  throw new CodedError('room.version', 'the server does not know this room version', { detail: error.detail, cause: error });
}
