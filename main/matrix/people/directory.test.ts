import { describe, expect, it } from 'vitest';
import type { RoomId, UserId } from '../../../preload/contract/index.ts';
import { ignoredIn, type RoomRecord } from '../../records/index.ts';
import { roomsWaitingFor } from './direct-keeper.ts';
import { knownPeople, merged } from './directory.ts';
import { withIgnored } from './ignored.ts';

const user = (name: string) => `@${name}:x` as UserId;
const direct = (name: string, activityAt: number, change: Partial<RoomRecord> = {}): RoomRecord =>
  ({
    roomId: `!${name}${activityAt}`,
    membership: 'join',
    directUserId: user(name),
    heroes: [{ userId: user(name), name: `Hélène ${name}`, avatarMxc: null }],
    activityAt,
    ...change,
  }) as RoomRecord;
const found = (name: string) => ({ userId: user(name), displayName: name, avatarMxc: null, direct: null });

describe('people to write to', () => {
  it('are found among the direct messages, without accents, the most active first and each once', () => {
    const rooms = [direct('a', 1), direct('b', 2), direct('a', 3), direct('c', 4, { membership: 'invite' })];
    expect(knownPeople(rooms, 'helene').map(({ direct: roomId }) => roomId)).toEqual(['!a3', '!b2']);
    expect(knownPeople(rooms, 'HÉL b').map(({ userId }) => userId)).toEqual([user('b')]);
  });

  it('come from the directory too; who is in neither, be they in a room of ours, is never shown: the red list', () => {
    const rooms = [direct('a', 1), { ...direct('rouge', 2), directUserId: null }];
    const all = merged(
      knownPeople(rooms, ''),
      [found('a'), found('d'), found('me'), found('bloqué')],
      new Set([user('me'), user('bloqué')]),
    );
    expect(all.map(({ userId, direct: roomId }) => [userId, roomId])).toEqual([
      [user('a'), '!a1'],
      [user('d'), null],
    ]);
  });
});

it('a direct message that waits for an address is the oldest that we are in', () => {
  const listed = { 'jean@x.fr': ['!b2', '!a1', '!gone'] as RoomId[] };
  expect(roomsWaitingFor(listed, 'jean@x.fr', [direct('b', 2), direct('a', 1)])).toEqual(['!a1', '!b2']);
  expect(roomsWaitingFor({ 'jean@x.fr': 'autre' }, 'jean@x.fr', [direct('a', 1)])).toEqual([]);
});

it('blocking keeps the rest of the list, and what is no user is none', () => {
  const content = { ignored_users: { [user('a')]: { depuis: 1 }, nimporte: {} }, autre: 1 };
  expect([...ignoredIn(content)]).toEqual([user('a')]);
  expect(withIgnored(content, user('b'), true)).toEqual({
    ignored_users: { [user('a')]: { depuis: 1 }, nimporte: {}, [user('b')]: {} },
    autre: 1,
  });
  expect(withIgnored(content, user('a'), false)).toEqual({ ignored_users: { nimporte: {} }, autre: 1 });
  expect(ignoredIn({ ignored_users: 'tous' })).toEqual(new Set());
});
