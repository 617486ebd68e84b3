import { CodedError, type RoomId, type UserId } from '../../../preload/contract/index.ts';
import { checkUser, createRoom } from './direct.ts';
import { roomPath, type RoomParts } from './parts.ts';
import { roomBody, type RoomPlan } from './room-plan.ts';
import { untilRoom } from './usable.ts';

export interface MadeRoom {
  roomId: RoomId;
  /** Who could not be invited; the room is there all the same. */
  notInvited: UserId[];
}

/** Makes a room and invites. Rejects with `user.unknown` before anything is made, `room.not-created` where the server refuses. */
export async function createPlanned(parts: RoomParts, plan: RoomPlan): Promise<MadeRoom> {
  for (const userId of plan.invite) await checkUser(parts, userId);
  const roomId = await createRoom(parts, roomBody(plan)).catch(refusal);
  const notInvited: UserId[] = [];
  for (const userId of plan.invite) {
    const asked = parts.http.json('POST', `${roomPath(roomId)}/invite`, { body: { user_id: userId } });
    await asked.catch(() => notInvited.push(userId));
  }
  const encrypted = plan.kind === 'private' || plan.kind === 'external';
  // The rule comes last: a room that is seen while it is being made looks like another kind.
  await untilRoom(parts, roomId, (room) => room.membership === 'join' && room.accessRule !== null && (room.encrypted || !encrypted));
  return { roomId, notInvited };
}

/** What the rules of the server do not allow is answered with 400 or 403. */
function refusal(error: unknown): never {
  const { status } = error instanceof CodedError ? error.detail : {};
  if (!(error instanceof CodedError) || (status !== 400 && status !== 403) || error.code.startsWith('auth.')) throw error;
  throw new CodedError('room.not-created', 'the server refuses to make this room', { detail: error.detail, cause: error });
}
