import { describe, expect, it } from 'vitest';
import type { DecryptionResult, Json, RoomRecord } from '../../records/index.ts';
import {
  alice,
  bob,
  bytes,
  encryption,
  event,
  first,
  id,
  joined,
  member,
  openCache,
  redaction,
  salon,
  secret,
  state,
  sync,
  text,
} from './answers.test-data.ts';
import type { EventCache } from './types.ts';

type Content = { [key: string]: Json };
const read = (name: string, content: Content, type = 'm.room.message'): DecryptionResult => ({
  roomId: salon,
  eventId: id(name),
  decryption: { status: 'ok', clear: { type, content: { msgtype: 'm.text', body: 'bonjour', ...content } }, shield: null },
});
const forAlice: Content = { 'm.mentions': { user_ids: [alice] } };
const relates = (rel_type: string, target: string): Content => ({ 'm.relates_to': { rel_type, event_id: id(target), key: '👍' } });
const counts = (notification_count: number, highlight_count = 0) => ({ unread_notifications: { notification_count, highlight_count } });
const receipt = (name: string, kind = 'm.read', more: Content = {}) => ({
  ephemeral: { events: [{ type: 'm.receipt', content: { [id(name)]: { [kind]: { [alice]: { ts: 1, ...more } } } } }] },
});
const rules = (global: { [kind: string]: Json }) => ({ account_data: { events: [{ type: 'm.push_rules', content: { global } }] } });
const mentionsOnly = {
  override: [
    {
      rule_id: '.m.rule.is_user_mention',
      enabled: true,
      conditions: [{ kind: 'event_property_contains', key: 'content.m\\.mentions.user_ids', value: alice }],
      actions: ['notify', { set_tweak: 'highlight' }],
    },
  ],
  room: [{ rule_id: salon, enabled: true, actions: [] }],
  underride: [{ rule_id: '.m.rule.encrypted', enabled: true, conditions: [], actions: ['notify'] }],
};

/** Alice's store with an encrypted room that she has read up to `$m0`. */
async function encrypted(more: { [key: string]: Json } = {}): Promise<EventCache> {
  const cache = await openCache();
  await sync(cache, { [salon]: first([encryption('crypt', bob), secret('m0', bob, 's')], { ...counts(0), ...receipt('m0') }) }, more);
  return cache;
}
const record = async (cache: EventCache): Promise<RoomRecord> => {
  const room = await cache.room(salon);
  if (!room) throw new Error('no such room');
  return room;
};
const fill = async (cache: EventCache, chunk: Json[], end: string | null) => {
  const hole = await cache.holeBefore(salon, null);
  if (!hole) throw new Error('no hole');
  await cache.fillHole(salon, hole, bytes({ chunk, start: hole.token, ...(end === null ? {} : { end }) }));
};

describe('13.13 push rules decide what is unread in an encrypted room, once it can be read', () => {
  it('messages and mentions count; edits, reactions, votes and ends of polls (MSC3930), notices, state and what was deleted do not', async () => {
    const cache = await encrypted();
    const events = [
      ...['message', 'mention', 'reaction', 'vote', 'notice', 'deleted', 'unread'].map((name) => secret(name, bob, 's')),
      secret('edit', bob, 's', relates('m.replace', 'message')),
      // As polls are sent: the relation in clear, so that they are none before they can be read either.
      secret('other-vote', bob, 's', relates('m.reference', 'message')),
      secret('end', bob, 's', relates('m.reference', 'message')),
      member('bob-renamed', bob, 'join', 'Bob Martin'),
      state('power-2', bob, 'm.room.power_levels', '', { users: { [bob]: 100, [alice]: 50 } }),
      state('title', bob, 'm.room.name', '', { name: 'Autre', body: 'alice' }),
      redaction('gone', bob, 'deleted'),
    ];
    await sync(cache, { [salon]: joined(events, counts(10)) });
    expect(await record(cache)).toMatchObject({ unread: 6, mentions: 0 });
    await cache.saveDecrypted([
      read('message', {}),
      read('mention', forAlice),
      read('edit', forAlice),
      read('reaction', relates('m.annotation', 'message'), 'm.reaction'),
      read('vote', relates('m.reference', 'message'), 'm.poll.response'),
      read('other-vote', relates('m.reference', 'message'), 'org.matrix.msc3381.poll.response'),
      read('end', { ...relates('m.reference', 'message'), ...forAlice }, 'org.matrix.msc3381.poll.end'),
      read('notice', { msgtype: 'm.notice' }),
    ]);
    // What cannot be read yet is unread too.
    expect(await record(cache)).toMatchObject({ unread: 3, mentions: 1 });
    await cache.close();
  });

  it('state never makes a room unread nor moves it, whatever it says, in a clear room either', async () => {
    const cache = await encrypted();
    const before = await record(cache);
    await sync(cache, { [salon]: joined([state('power-2', bob, 'm.room.power_levels', '', { users: { [bob]: 100 } })], counts(0)) });
    const { unread, mentions, activityAt } = await record(cache);
    expect([unread, mentions, activityAt]).toEqual([0, 0, before.activityAt]);
    await cache.close();
  });

  it('13.13.1.1 where a room tells mentions and keywords alone, the server is blind and nothing is missed', async () => {
    const cache = await encrypted(rules(mentionsOnly));
    expect(await record(cache)).toMatchObject({ mode: 'mentions', muted: false });
    await sync(cache, { [salon]: joined([secret('m1', bob, 's'), secret('m2', bob, 's')], counts(0)) });
    await cache.saveDecrypted([read('m1', {}), read('m2', forAlice)]);
    expect(await record(cache)).toMatchObject({ unread: 1, mentions: 1 });
    await sync(cache, { [salon]: joined([], receipt('m2')) });
    expect(await record(cache)).toMatchObject({ unread: 0, mentions: 0 });
    await cache.close();
  });
});

describe('6.4 a limited answer leaves a gap', () => {
  it('the number of the server is a floor until the gap is filled back to where the agent read', async () => {
    const cache = await encrypted();
    const gap = joined([secret('m9', bob, 's')], counts(5), { limited: true, prev_batch: 'gap' });
    await sync(cache, { [salon]: gap });
    expect(await record(cache)).toMatchObject({ unread: 5, mentions: 0, uncounted: true });
    await fill(cache, [secret('m8', bob, 's'), secret('m7', bob, 's')], 'more');
    await cache.saveDecrypted([read('m8', relates('m.annotation', 'm7'), 'm.reaction'), read('m7', forAlice)]);
    expect(await record(cache)).toMatchObject({ unread: 5, mentions: 1, uncounted: true });
    await fill(cache, [secret('m6', bob, 's'), secret('m0', bob, 's')], 'older');
    await cache.saveDecrypted([read('m6', {}), read('m9', {})]);
    expect(await record(cache)).toMatchObject({ unread: 3, mentions: 1, uncounted: false });
    await cache.close();
  });

  it('what the agent read on another device meanwhile does not count, nor what stands above her own message', async () => {
    const cache = await encrypted();
    const gap = joined(
      [secret('m9', bob, 's')],
      { ...counts(2), ...receipt('m7', 'm.read.private') },
      { limited: true, prev_batch: 'gap' },
    );
    await sync(cache, { [salon]: gap });
    expect(await record(cache)).toMatchObject({ unread: 2, uncounted: true });
    await fill(cache, [secret('m8', bob, 's'), secret('m7', bob, 's'), secret('m6', bob, 's')], 'older');
    expect(await record(cache)).toMatchObject({ unread: 2, uncounted: false });
    await sync(cache, { [salon]: joined([secret('mine', alice, 's'), secret('m10', bob, 's')], counts(3)) });
    expect(await record(cache)).toMatchObject({ unread: 1 });
    await cache.close();
  });
});

describe('11.8 receipts', () => {
  it('up to a message in the middle leave the rest unread, in clear rooms too', async () => {
    const cache = await openCache();
    const messages = ['m1', 'm2', 'm3'].map((name) => text(name, bob, name));
    await sync(cache, { [salon]: first([text('m0', bob, 'm0')], { ...counts(0), ...receipt('m0') }) });
    await sync(cache, { [salon]: joined(messages, counts(3)) });
    await cache.markRead(salon, id('m2'));
    expect(await record(cache)).toMatchObject({ unread: 1, readMarker: '$m2' });
    await cache.close();
  });

  it('of a thread, and the one of the rest, each count for their own', async () => {
    const cache = await encrypted(rules(mentionsOnly));
    const inThread = (name: string) => secret(name, bob, 's', relates('m.thread', 'm0'));
    await sync(cache, { [salon]: joined([inThread('t1'), inThread('t2'), secret('m1', bob, 's')], counts(0)) });
    await cache.saveDecrypted(['t1', 't2', 'm1'].map((name) => read(name, forAlice)));
    expect(await record(cache)).toMatchObject({ unread: 3, threads: [{ root: '$m0', unread: 2, mentions: 2 }] });
    await sync(cache, { [salon]: joined([], receipt('t1', 'm.read', { thread_id: id('m0') })) });
    expect(await record(cache)).toMatchObject({ unread: 2, threads: [{ root: '$m0', unread: 1 }] });
    await sync(cache, { [salon]: joined([], receipt('m1', 'm.read', { thread_id: 'main' })) });
    expect(await record(cache)).toMatchObject({ unread: 1 });
    await cache.markThreadRead(salon, id('m0'), id('t2'));
    expect(await record(cache)).toMatchObject({ unread: 0, threads: [] });
    await cache.close();
  });
});

describe('MSC2867 a room marked as unread', () => {
  const marked = (type: string, unread: boolean) => ({ account_data: { events: [{ type, content: { unread } }] } });
  it('is so under either name until one that counts more says otherwise, or it is read', async () => {
    const cache = await encrypted();
    await sync(cache, { [salon]: joined([], marked('com.famedly.marked_unread', true)) });
    expect((await record(cache)).markedUnread).toBe(true);
    await sync(cache, { [salon]: joined([], marked('m.marked_unread', false)) });
    expect((await record(cache)).markedUnread).toBe(false);
    await sync(cache, { [salon]: joined([], marked('m.marked_unread', true)) });
    await cache.markRead(salon, id('m0'));
    expect((await record(cache)).markedUnread).toBe(false);
    await cache.close();
  });
});

it('event of a type that shows nothing is never unread, even where a rule names it', async () => {
  const loud = [{ rule_id: 'all', enabled: true, conditions: [], actions: ['notify', { set_tweak: 'highlight' }] }];
  const cache = await encrypted(rules({ override: loud }));
  await sync(cache, { [salon]: joined([event('odd', bob, 'org.example.odd', { body: 'alice' })], counts(1, 1)) });
  expect(await record(cache)).toMatchObject({ unread: 0, mentions: 0 });
  await cache.close();
});
