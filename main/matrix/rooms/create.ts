import { CodedError, type RoomId, type UserId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
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
  const roomId = await createWith(parts, roomBody(plan));
  const notInvited = await inviteAll(parts, roomId, plan.invite);
  const encrypted = plan.kind === 'private' || plan.kind === 'external';
  // The rule comes last: a room that is seen while it is being made looks like another kind.
  await untilRoom(parts, roomId, (room) => room.membership === 'join' && room.accessRule !== null && (room.encrypted || !encrypted));
  return { roomId, notInvited };
}

/** `POST /createRoom`. Rejects with `room.not-created` where the server refuses. */
export const createWith = (parts: Pick<RoomParts, 'http'>, body: JsonObject): Promise<RoomId> => createRoom(parts, body).catch(refusal);

/** Invites each; answers who could not be. */
export async function inviteAll({ http }: Pick<RoomParts, 'http'>, roomId: RoomId, users: readonly UserId[]): Promise<UserId[]> {
  const notInvited: UserId[] = [];
  for (const userId of users) {
    const asked = http.json('POST', `${roomPath(roomId)}/invite`, { body: { user_id: userId } });
    await asked.catch(() => notInvited.push(userId));
  }
  return notInvited;
}

/** What the rules of the server do not allow is answered with 400 or 403. */
function refusal(error: unknown): never {
  const { status } = error instanceof CodedError ? error.detail : {};
  if (!(error instanceof CodedError) || (status !== 400 && status !== 403) || error.code.startsWith('auth.')) throw error;
  throw new CodedError('room.not-created', 'the server refuses to make this room', { detail: error.detail, cause: error });
}
