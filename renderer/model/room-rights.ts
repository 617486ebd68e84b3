import type { Member, Permission, RoomSettings, UserId } from '../../preload/contract/index.ts';

/** Power of creators from room version 12 on: above every level. */
const creatorPower = Number.MAX_SAFE_INTEGER;

/** The usual levels, the highest first. */
const usualLevels = [100, 50, 0] as const;
export type Role = 'creator' | 'admin' | 'moderator' | 'member' | 'custom';

/** The name of a level; `custom` is told with its number. */
export function roleOf(power: number): Role {
  if (power >= creatorPower) return 'creator';
  if (power === 100) return 'admin';
  if (power === 50) return 'moderator';
  return power === 0 ? 'member' : 'custom';
}

/** Whether the account may do something in the room (spec: `m.room.power_levels`). */
export const may = (settings: RoomSettings, what: Permission): boolean => settings.power >= settings.levels[what];

/** Whether it may give a permission another level: it has both the old and the right to change levels. New members have no level where they may be guests. */
export const mayChangePermission = (settings: RoomSettings, what: Permission): boolean =>
  may(settings, 'power') && settings.power >= settings.levels[what] && !(what === 'default' && settings.powerlessGuests);

/** Levels that it may give: none above its own. */
export const givableLevels = (settings: RoomSettings): number[] => usualLevels.filter((level) => level <= settings.power);

const isGuest = ({ origin }: Member): boolean => origin?.kind === 'external';

/** A guest whom the server would give no level but 0. */
export const isPowerless = (settings: RoomSettings, member: Member): boolean => settings.powerlessGuests && isGuest(member);

/** Levels that it may give to this member. */
export const levelsFor = (settings: RoomSettings, member: Member): number[] =>
  givableLevels(settings).filter((level) => level === 0 || !isPowerless(settings, member));

/** What can be done with a member. `withdraw`: an invitation; `accept` and `refuse`: a request to enter. */
export type MemberAct = 'role' | 'kick' | 'withdraw' | 'accept' | 'refuse' | 'ban' | 'unban';

function mayChangePower(settings: RoomSettings, own: UserId, member: Member): boolean {
  if (!may(settings, 'power') || member.power >= creatorPower) return false;
  return member.userId === own || member.power < settings.power;
}

const removal: Partial<Record<Member['membership'], MemberAct>> = { join: 'kick', invite: 'withdraw', knock: 'refuse' };

/** What the account may do with a member, in the order in which it is offered (auth rules of `m.room.member`). */
export function memberActs(settings: RoomSettings, own: UserId, member: Member): MemberAct[] {
  const acts: MemberAct[] = [];
  const other = member.userId !== own;
  const above = other && settings.power > member.power;
  if (member.membership === 'knock' && may(settings, 'invite')) acts.push('accept');
  if ((member.membership === 'join' || member.membership === 'invite') && mayChangePower(settings, own, member)) acts.push('role');
  const remove = removal[member.membership];
  if (remove && above && may(settings, 'kick')) acts.push(remove);
  if (member.membership === 'ban' && other && may(settings, 'ban') && may(settings, 'kick')) acts.push('unban');
  if (member.membership !== 'ban' && above && may(settings, 'ban')) acts.push('ban');
  return acts;
}

const isAdmin = (member: Member): boolean => member.membership === 'join' && member.power >= 100;

/** Whether others stay behind without anybody to administer the room when this account goes or steps down. */
export function isLastAdmin(members: readonly Member[], own: UserId): boolean {
  const self = members.find((member) => member.userId === own);
  const others = members.filter((member) => member.userId !== own && member.membership === 'join');
  return self !== undefined && isAdmin(self) && others.length > 0 && !others.some(isAdmin);
}

/** Who could take over: members of the room that are no guests, the most trusted first. */
export const successors = (members: readonly Member[], own: UserId): Member[] =>
  members.filter((member) => member.userId !== own && member.membership === 'join' && !isGuest(member)).sort((a, b) => b.power - a.power);
