import { describe, expect, it } from 'vitest';
import type { EventId, RoomId, UserId } from '../../preload/contract/index.ts';
import { isDisplayable, isMessage } from './display.ts';
import type { EventRecord, JsonObject } from './event.ts';
import { memberChange, memberOf, mxcOf } from './membership.ts';
import { creatorPower, powerOf, powerRecord } from './power.ts';
import { redactEvent, redactionTarget } from './redaction.ts';
import { isValidEdit, relationOf } from './relation.ts';

const bob = '@bob:tchap.test' as UserId;
const alice = '@alice:tchap.test' as UserId;
const event = (change: Partial<EventRecord> = {}): EventRecord => ({
  roomId: '!r:x' as RoomId,
  eventId: '$e' as EventId,
  type: 'm.room.message',
  stateKey: null,
  sender: bob,
  sentAt: 1,
  content: { msgtype: 'm.text', body: 'bonjour' },
  previousContent: null,
  transactionId: null,
  redaction: null,
  decryption: { status: 'none' },
  ...change,
});
const related = (relation: JsonObject, change: Partial<EventRecord> = {}) => event({ content: { 'm.relates_to': relation }, ...change });
const reply = { rel_type: 'm.replace', event_id: '$t' };

describe('relations', () => {
  it('are read from the outer content, also of encrypted events', () => {
    const clear = { type: 'm.room.message', content: { 'm.relates_to': { rel_type: 'm.replace', event_id: '$other' } } };
    const encrypted = related(reply, { type: 'm.room.encrypted', decryption: { status: 'ok', clear, shield: null } });
    expect(relationOf(encrypted)).toEqual({ relType: 'm.replace', target: '$t', key: null });
  });

  it.each([
    ['an unknown type', related({ rel_type: 'x', event_id: '$t' })],
    ['a type of the prototype', related({ rel_type: 'constructor', event_id: '$t' })],
    ['a target that is no event', related({ rel_type: 'm.replace', event_id: 't' })],
    ['itself as target', related({ rel_type: 'm.replace', event_id: '$e' })],
    ['a state event as source', related(reply, { stateKey: '' })],
    ['a redacted source', related(reply, { redaction: { by: bob, reason: null } })],
    ['a list in place of the relation', event({ content: { 'm.relates_to': [reply] } })],
    ['an annotation that is a message', related({ rel_type: 'm.annotation', event_id: '$t', key: 'a' })],
    ['a key that is too long', related({ rel_type: 'm.annotation', event_id: '$t', key: 'a'.repeat(65) }, { type: 'm.reaction' })],
    ['a key that is a number', related({ rel_type: 'm.annotation', event_id: '$t', key: 4 }, { type: 'm.reaction' })],
  ])('with %s are none', (_what, forged) => expect(relationOf(forged)).toBeNull());

  it('allow an edit by the sender of a message only', () => {
    const target = event({ eventId: '$t' as EventId });
    const edit = related(reply);
    expect(isValidEdit(edit, target)).toBe(true);
    expect(isValidEdit({ ...edit, sender: alice }, target)).toBe(false);
    expect(isValidEdit(edit, { ...target, stateKey: '' })).toBe(false);
    expect(isValidEdit(edit, { ...target, redaction: { by: bob, reason: null } })).toBe(false);
    expect(isValidEdit(edit, related({ rel_type: 'm.replace', event_id: '$z' }, { eventId: '$t' as EventId }))).toBe(false);
  });
});

describe('redactions', () => {
  it('take content and decrypted text away, and never name themselves', () => {
    const decryption: EventRecord['decryption'] = { status: 'ok', clear: { type: 'm.room.message', content: { body: 'x' } }, shield: null };
    expect(redactEvent(event({ decryption, previousContent: {} }), { by: alice, reason: null })).toMatchObject({
      content: {},
      previousContent: null,
      decryption: { status: 'none' },
    });
    expect(redactionTarget(event({ type: 'm.room.redaction', content: { redacts: '$t' } }))).toBe('$t');
    expect(redactionTarget(event({ type: 'm.room.redaction', content: { redacts: '$e' } }))).toBeNull();
    expect(redactionTarget(event({ content: { redacts: '$t' } }))).toBeNull();
  });
});

describe('what is displayed', () => {
  it('are messages and changes that people made', () => {
    const shown: [Partial<EventRecord>, boolean][] = [
      [{}, true],
      [{ type: 'm.room.encrypted', content: {} }, true],
      [{ type: 'm.reaction', content: { 'm.relates_to': { rel_type: 'm.annotation', event_id: '$t', key: 'a' } } }, false],
      [{ content: { 'm.relates_to': reply } }, false],
      [{ content: { 'm.relates_to': { rel_type: 'm.thread', event_id: '$t' } } }, false],
      [{ content: { msgtype: 'm.key.verification.request' } }, false],
      [{ type: 'm.room.redaction' }, false],
      [{ redaction: { by: bob, reason: null }, content: {} }, true],
      [{ type: 'm.room.name', stateKey: '' }, true],
      [{ type: 'm.room.name', stateKey: null }, false],
      [{ type: 'im.vector.modular.widgets', stateKey: 'w' }, false],
      [{ type: 'm.room.member', stateKey: bob, content: { membership: 'join' }, previousContent: { membership: 'join' } }, false],
    ];
    for (const [change, expected] of shown) expect([change, isDisplayable(event(change))]).toEqual([change, expected]);
    expect(isMessage(event({ type: 'm.room.name', stateKey: '' }))).toBe(false);
  });
});

describe('power levels', () => {
  const create = (version: string, more: JsonObject = {}) => ({ content: { room_version: version, ...more }, sender: bob });

  it('come from the users, then the default, as integers', () => {
    const rules = { levels: { users: { [bob]: 100, [alice]: '50' }, users_default: 5 }, create: create('10') };
    expect([powerOf(rules, bob), powerOf(rules, alice), powerOf(rules, '@x:y' as UserId)]).toEqual([100, 50, 5]);
    const hostile = { levels: { users: { [bob]: 1e400, [alice]: {} }, users_default: '0x10' }, create: null };
    expect([powerOf(hostile, bob), powerOf(hostile, alice)]).toEqual([0, 0]);
    expect(powerOf({ levels: { users: {} }, create: null }, '__proto__' as UserId)).toBe(0);
  });

  it('give the creator all of it without levels, and above all levels from version 12 on', () => {
    expect(powerOf({ levels: null, create: create('10') }, bob)).toBe(100);
    expect(powerOf({ levels: { users: { [alice]: 100 } }, create: create('11') }, bob)).toBe(0);
    const twelve = { levels: { users: { [alice]: 100 } }, create: create('12', { additional_creators: [alice] }) };
    expect([powerOf(twelve, bob), powerOf(twelve, alice)]).toEqual([creatorPower, creatorPower]);
  });

  it('say what the agent may do', () => {
    const rules = { levels: { events: { 'm.room.encrypted': 20 }, events_default: 1, invite: 30, redact: 40 }, create: null };
    expect(powerRecord(rules, alice, true)).toEqual({
      kick: 50,
      children: 50,
      own: 0,
      invite: 30,
      send: 20,
      redact: 40,
      pin: 50,
      notifyRoom: 50,
    });
    expect(powerRecord(rules, alice, false).send).toBe(1);
    expect(powerRecord({ levels: null, create: null }, alice, false)).toEqual({
      own: 0,
      invite: 0,
      send: 0,
      redact: 50,
      pin: 50,
      notifyRoom: 50,
      kick: 50,
      children: 50,
    });
  });
});

describe('members', () => {
  const change = (before: JsonObject | null, after: JsonObject, sender = alice) =>
    memberChange(event({ type: 'm.room.member', stateKey: alice, sender, content: after, previousContent: before }));
  const as = (membership: string, more: JsonObject = {}): JsonObject => ({ membership, ...more });

  it.each([
    [null, 'join', alice, 'joined'],
    ['invite', 'join', alice, 'invite-accepted'],
    ['invite', 'leave', alice, 'invite-refused'],
    ['invite', 'leave', bob, 'invite-withdrawn'],
    ['join', 'leave', alice, 'left'],
    ['join', 'leave', bob, 'kicked'],
    ['join', 'ban', bob, 'banned'],
    ['ban', 'leave', bob, 'unbanned'],
    [null, 'invite', bob, 'invited'],
    [null, 'knock', alice, 'knocked'],
    ['ban', 'ban', bob, 'none'],
    ['join', 'nonsense', bob, 'kicked'],
  ])('from %s to %s by %s is %s', (before, after, sender, expected) => {
    expect(change(before === null ? null : as(before), as(after), sender)).toBe(expected);
  });

  it('are renamed, or change their picture, or nothing', () => {
    expect(change(as('join', { displayname: 'A' }), as('join', { displayname: 'B' }))).toBe('renamed');
    expect(change(as('join'), as('join', { avatar_url: 'mxc://x/y' }))).toBe('avatar');
    expect(change(as('join', { avatar_url: 'https://x' }), as('join'))).toBe('none');
  });

  it('are made from member events alone, with addresses that can be asked for', () => {
    const member = {
      roomId: '!r:x' as RoomId,
      type: 'm.room.member',
      stateKey: bob,
      content: as('join', { displayname: '  ', avatar_url: 'mxc://x/../y' }),
    };
    expect(memberOf(member)).toEqual({ roomId: '!r:x', userId: bob, membership: 'join', displayName: null, avatarMxc: null });
    expect(memberOf({ ...member, stateKey: 'bob' })).toBeNull();
    for (const good of ['mxc://tchap.test/abc_D-1', 'mxc://[::1]:8448/a.b', 'mxc://localhost:8008/x']) expect(mxcOf(good)).toBe(good);
    for (const bad of ['mxc://x/..', 'mxc://../x', 'mxc://x/a/b', 'mxc://x/a?b', 'https://x/y', 4]) expect(mxcOf(bad)).toBeNull();
  });
});
