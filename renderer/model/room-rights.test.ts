import { describe, expect, it } from 'vitest';
import type { Member, Permission, RoomId, RoomSettings, UserId } from '../../preload/contract/index.ts';
import {
  givableLevels,
  isLastAdmin,
  isPowerless,
  levelsFor,
  may,
  mayChangePermission,
  memberActs,
  roleOf,
  successors,
} from './room-rights.ts';

const me = '@moi:x' as UserId;
const creator = Number.MAX_SAFE_INTEGER;
const levels: Record<Permission, number> = {
  default: 0,
  send: 0,
  invite: 50,
  kick: 50,
  ban: 50,
  redact: 50,
  notify: 50,
  pin: 100,
  name: 50,
  topic: 100,
  avatar: 50,
  history: 100,
  encryption: 100,
  access: 100,
  power: 100,
  upgrade: 100,
  children: 100,
};
const settings = (power: number, change: Partial<RoomSettings> = {}): RoomSettings => ({
  roomId: '!r:x' as RoomId,
  name: 'Salon',
  topic: '',
  avatar: null,
  history: 'invited',
  encrypted: true,
  joinRule: 'invite',
  version: '10',
  isSpace: false,
  powerlessGuests: false,
  power,
  creators: [],
  levels,
  ...change,
});
const member = (userId: string, power: number, membership: Member['membership'] = 'join'): Member => ({
  userId: userId as UserId,
  name: userId,
  caution: null,
  origin: null,
  avatar: null,
  membership,
  power,
  role: power >= 100 ? 'admin' : power >= 50 ? 'moderator' : 'member',
});

describe('what one may do in a room', () => {
  it('follows the levels', () => {
    expect([may(settings(50), 'name'), may(settings(50), 'topic'), may(settings(0), 'send')]).toEqual([true, false, true]);
    expect(mayChangePermission(settings(100), 'topic')).toBe(true);
    // Somebody set a level that is above the own: it cannot be lowered any more.
    expect(mayChangePermission(settings(100, { levels: { ...levels, topic: 101 } }), 'topic')).toBe(false);
    expect(givableLevels(settings(60))).toEqual([50, 0]);
  });

  it('gives guests no level where the room is open to them, nor the room to a guest', () => {
    const guest: Member = { ...member('@invite:x', 0), origin: { kind: 'external', label: 'x' } };
    const open = settings(100, { powerlessGuests: true });
    expect([levelsFor(open, guest), levelsFor(open, member('@b:x', 0))]).toEqual([[0], [100, 50, 0]]);
    expect([isPowerless(open, guest), isPowerless(settings(100), guest)]).toEqual([true, false]);
    expect([mayChangePermission(open, 'default'), mayChangePermission(open, 'send')]).toEqual([false, true]);
    expect(levelsFor(settings(100), guest)).toEqual([100, 50, 0]);
    expect(successors([guest, member('@b:x', 0)], me).map(({ userId }) => userId)).toEqual(['@b:x']);
  });

  it('has a name for each level', () => {
    expect([creator, 100, 50, 0, 75, -1].map(roleOf)).toEqual(['creator', 'admin', 'moderator', 'member', 'custom', 'custom']);
  });
});

describe('what one may do with a member', () => {
  it('is everything below the own level, for an administrator', () => {
    expect(memberActs(settings(100), me, member('@b:x', 50))).toEqual(['role', 'kick', 'ban']);
    expect(memberActs(settings(100), me, member('@b:x', 0, 'invite'))).toEqual(['role', 'withdraw', 'ban']);
    expect(memberActs(settings(100), me, member('@b:x', 0, 'knock'))).toEqual(['accept', 'refuse', 'ban']);
    expect(memberActs(settings(100), me, member('@b:x', 0, 'ban'))).toEqual(['unban']);
  });

  it('is nothing with who has the same level, but one may step down oneself', () => {
    expect(memberActs(settings(100), me, member('@b:x', 100))).toEqual([]);
    expect(memberActs(settings(100), me, member(me, 100))).toEqual(['role']);
  });

  it('is less for a moderator, and nothing for a member', () => {
    expect(memberActs(settings(50), me, member('@b:x', 0))).toEqual(['kick', 'ban']);
    expect(memberActs(settings(50), me, member('@b:x', 50))).toEqual([]);
    expect(memberActs(settings(0), me, member('@b:x', 0))).toEqual([]);
  });

  it('is nothing with a creator of room version 12, whose level cannot be given or taken', () => {
    expect(memberActs(settings(100), me, member('@b:x', creator))).toEqual([]);
    expect(memberActs(settings(creator), me, member(me, creator))).toEqual([]);
    expect(memberActs(settings(creator), me, member('@b:x', 100))).toEqual(['role', 'kick', 'ban']);
    expect(memberActs(settings(creator), me, member('@b:x', creator))).toEqual([]);
  });
});

describe('the last administrator', () => {
  it('is the only one who stays at 100 while others are in the room', () => {
    expect(isLastAdmin([member(me, 100), member('@b:x', 50)], me)).toBe(true);
    expect(isLastAdmin([member(me, 100), member('@b:x', 100)], me)).toBe(false);
    expect(isLastAdmin([member(me, 100), member('@b:x', 100, 'invite')], me)).toBe(false);
    expect(isLastAdmin([member(me, 100), member('@b:x', 0), member('@c:x', 100, 'invite')], me)).toBe(true);
    expect(isLastAdmin([member(me, 100)], me)).toBe(false);
    expect(isLastAdmin([member(me, 50), member('@b:x', 0)], me)).toBe(false);
    expect(isLastAdmin([member(me, creator), member('@b:x', 0)], me)).toBe(true);
  });

  it('is followed best by who is trusted most', () => {
    const people = [member(me, 100), member('@b:x', 0), member('@c:x', 50), member('@d:x', 100, 'ban')];
    expect(successors(people, me).map(({ userId }) => userId)).toEqual(['@c:x', '@b:x']);
  });
});
