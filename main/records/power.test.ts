import { describe, expect, it } from 'vitest';
import type { UserId } from '../../preload/contract/index.ts';
import { creatorsOf, neededFor, neededLevels, withPermission, withPower } from './power.ts';

const bob = '@bob:x' as UserId;

describe('what an action needs (m.room.power_levels)', () => {
  it('stands in a key, in a group, or in the default for state', () => {
    const levels = { invite: 30, state_default: 60, events: { 'm.room.name': 40 }, notifications: { room: 20 } };
    expect(neededFor(levels, 'invite')).toBe(30);
    expect(neededFor(levels, 'name')).toBe(40);
    expect(neededFor(levels, 'topic')).toBe(60);
    expect(neededFor(levels, 'notify')).toBe(20);
    expect(neededFor({}, 'power')).toBe(50);
    expect(neededFor({ kick: 'no level' }, 'kick')).toBe(50);
  });

  it('is nothing for state where there are no levels at all', () => {
    expect(neededLevels(null)).toMatchObject({ topic: 0, send: 0, kick: 50, notify: 50 });
  });

  it('of a message is what its types ask for', () => {
    expect(neededFor({ events_default: 0, events: { 'm.room.encrypted': 50 } }, 'send')).toBe(50);
  });
});

describe('another level', () => {
  it('leaves everything else as it was', () => {
    const levels = { custom: 1, users: { '@a:x': 100 }, events: { 'm.room.name': 50 } };
    expect(withPermission(levels, 'topic', 0)).toEqual({ ...levels, events: { 'm.room.name': 50, 'm.room.topic': 0 } });
    expect(withPower(levels, bob, 50)).toEqual({ ...levels, users: { '@a:x': 100, [bob]: 50 } });
    expect(withPower({}, bob, 50)).toEqual({ users: { [bob]: 50 } });
  });

  it('for messages is what holds for them afterwards', () => {
    const levels = { events: { 'm.room.encrypted': 100, 'm.reaction': 0 } };
    const next = withPermission(levels, 'send', 50);
    expect(neededFor(next, 'send')).toBe(50);
    expect(next).toEqual({ events_default: 50, events: { 'm.reaction': 0 } });
  });
});

it('creators stand above all levels from room version 12 on', () => {
  const create = (version: string) => ({
    create: { sender: bob, content: { room_version: version, additional_creators: ['@c:x', bob, 'nobody', 7] } },
  });
  expect(creatorsOf(create('11'))).toEqual([]);
  expect(creatorsOf(create('12'))).toEqual([bob, '@c:x']);
  expect(creatorsOf(create('org.example.13'))).toEqual([bob, '@c:x']);
  expect(creatorsOf({ create: null })).toEqual([]);
});
