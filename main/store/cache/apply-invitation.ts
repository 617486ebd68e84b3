import type { ParsedRoom, StrippedState } from '../../records/index.ts';
import { memberOf } from '../../records/index.ts';
import { roomFields } from './room-fields.ts';
import type { RoomRow } from './room-queries.ts';

type Membership = 'invite' | 'knock';

const find = (stripped: StrippedState[], type: string, stateKey = ''): StrippedState | undefined =>
  stripped.findLast((event) => event.type === type && event.stateKey === stateKey);

/** Writes the record of an invitation or knock from its stripped state, which is all that is known (spec: stripped state). */
export function applyInvitation(room: RoomRow, parsed: ParsedRoom, own: string, membership: Membership, now: number): void {
  const { stripped } = parsed;
  const invitation = membership === 'invite' ? find(stripped, 'm.room.member', own) : undefined;
  const inviter = invitation ? find(stripped, 'm.room.member', invitation.sender) : undefined;
  const member = inviter ? memberOf({ ...inviter, roomId: room.roomId }) : null;
  const isNew = room.record.membership !== membership || room.saved === null;
  if (isNew) room.ledger.memberSince = now;
  room.record = {
    ...room.record,
    ...roomFields((type) => find(stripped, type)?.content ?? null, room.record.encrypted),
    membership,
    parting: null,
    inviter: invitation ? { userId: invitation.sender, name: member?.displayName ?? null } : null,
    heroes: member ? [{ userId: member.userId, name: member.displayName, avatarMxc: member.avatarMxc }] : [],
    directUserId: invitation?.content['is_direct'] === true ? invitation.sender : null,
    activityAt: room.ledger.memberSince,
    preview: null,
    membersComplete: false,
  };
}
