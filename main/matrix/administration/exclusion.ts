import { CodedError, type BannedPerson, type RoomId, type UserId } from '../../../preload/contract/index.ts';
import { asArray, asObject, asString, isUserId, membershipOf, nameOf, type JsonObject, type Membership } from '../../records/index.ts';
import { asking, roomPath } from '../rooms/index.ts';
import { stateNow, type StateParts } from './state.ts';

const mostBanned = 1000;

type Act = 'kick' | 'ban' | 'unban';
/** What each act leads to: where somebody else was quicker, nothing is refused. */
const done: Record<Act, (membership: Membership) => boolean> = {
  kick: (membership) => membership === 'leave' || membership === 'ban',
  ban: (membership) => membership === 'ban',
  unban: (membership) => membership !== 'ban',
};

/** Spec 10.4: kick, ban, unban. */
export async function exclude(parts: StateParts, act: Act, roomId: RoomId, userId: UserId, reason = ''): Promise<void> {
  const body: JsonObject = reason === '' ? { user_id: userId } : { user_id: userId, reason };
  try {
    await asking(parts.http.json('POST', `${roomPath(roomId)}/${act}`, { body }));
  } catch (error) {
    if (!(error instanceof CodedError) || !['room.forbidden', 'server.error'].includes(error.code)) throw error;
    const now = await stateNow(parts, roomId, 'm.room.member', userId).catch(() => undefined);
    if (now === undefined || !done[act](membershipOf(now))) throw error;
  }
}

/** Who is banned, as the server has it now. */
export async function bannedFrom(
  parts: StateParts,
  roomId: RoomId,
  nameOfMember: (userIds: UserId[]) => Promise<Map<UserId, string | null>>,
): Promise<BannedPerson[]> {
  const answer = await asking(parts.http.json('GET', `${roomPath(roomId)}/members`, { query: { membership: 'ban' } }));
  const events = asArray(answer['chunk']).map(asObject).slice(0, mostBanned);
  const senders = [...new Set(events.map(({ sender }) => sender).filter(isUserId))];
  const names = await nameOfMember(senders);
  return events.flatMap(({ state_key: userId, sender, content, unsigned }) => {
    const { displayname, reason } = asObject(content);
    // A ban names nobody: the name is that of before.
    const before = asObject(asObject(unsigned)['prev_content'])['displayname'];
    if (!isUserId(userId)) return [];
    const by = isUserId(sender) ? (names.get(sender) ?? sender) : '';
    return [{ userId, name: nameOf(displayname) ?? nameOf(before) ?? userId, by, reason: (asString(reason) ?? '').trim().slice(0, 500) }];
  });
}
