import { describe, expect, it } from 'vitest';
import { build } from '../../test/craft/drawn.ts';
import * as craft from '../../test/craft/index.ts';

const { bob, carol, event } = craft;

describe('state events in words', () => {
  const words = (crafted: Parameters<typeof event>[0]) =>
    build([event({ stateKey: '', ...crafted })]).find((item) => item.type === 'state');

  it('names, rules and what is set at the making of a room', () => {
    expect(words({ type: 'm.room.name', content: { name: 'Crise' }, previous: { name: 'Veille' } })).toMatchObject({
      change: 'room-name',
      actor: 'Bob Durand',
      value: 'Crise',
      previous: 'Veille',
    });
    expect(words({ type: 'm.room.topic', content: { topic: '' }, previous: { topic: 'x' } })).toMatchObject({
      change: 'room-topic-removed',
    });
    expect(words({ type: 'm.room.join_rules', content: { join_rule: 'public' }, previous: { join_rule: 'invite' } })).toMatchObject({
      change: 'room-join-rules',
    });
    expect(words({ type: 'm.room.join_rules', content: { join_rule: 'invite' } })).toBeUndefined();
    expect(
      words({ type: 'im.vector.room.access_rules', content: { rule: 'unrestricted' }, previous: { rule: 'restricted' } }),
    ).toMatchObject({
      change: 'room-access-rules',
      value: 'unrestricted',
    });
    expect(words({ type: 'm.room.name', content: { name: ['x'] }, previous: {} })).toBeUndefined();
  });

  it.each([
    [{ membership: 'join' }, undefined, bob, 'member-joined'],
    [{ membership: 'join' }, { membership: 'invite' }, bob, 'member-invite-accepted'],
    [{ membership: 'leave' }, { membership: 'invite' }, bob, 'member-invite-refused'],
    [{ membership: 'leave' }, { membership: 'invite' }, carol, 'member-invite-withdrawn'],
    [{ membership: 'leave' }, { membership: 'join' }, bob, 'member-left'],
    [{ membership: 'leave', reason: 'départ' }, { membership: 'join' }, carol, 'member-kicked'],
    [{ membership: 'ban' }, { membership: 'join' }, carol, 'member-banned'],
    [{ membership: 'leave' }, { membership: 'ban' }, carol, 'member-unbanned'],
    [{ membership: 'invite' }, undefined, carol, 'member-invited'],
    [{ membership: 'knock' }, undefined, bob, 'member-knocked'],
    [{ membership: 'join', displayname: 'B' }, { membership: 'join', displayname: 'A' }, bob, 'member-renamed'],
    [{ membership: 'join', avatar_url: 'mxc://a/b' }, { membership: 'join' }, bob, 'member-avatar'],
    [{ membership: 'danse' }, { membership: 'join' }, bob, 'other'],
  ])('m.room.member %j after %j', (content, previous, sender, change) => {
    const [, item] = build([craft.member(bob, content, { sender, ...(previous ? { previous } : {}) })]);
    expect(item).toMatchObject({ type: 'state', change, target: change === 'member-renamed' ? 'A' : 'Bob Durand' });
  });
});
