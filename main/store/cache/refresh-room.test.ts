import { expect, it } from 'vitest';
import {
  alice,
  bob,
  bodies,
  first,
  joined,
  member,
  openCache,
  redaction,
  salon,
  salonState,
  state,
  sync,
  text,
} from './answers.test-data.ts';

const stories = {
  'with what stands in its timeline': first([state('renamed', bob, 'm.room.name', '', { name: 'Autre nom' }), text('m1', bob, 'un')]),
  'whose encryption names no algorithm': first([text('m1', bob, 'un')], {
    state: { events: [...salonState(), state('crypt', bob, 'm.room.encryption', '', {})] },
  }),
  'whose name was taken away in the same answer': first([
    state('renamed', bob, 'm.room.name', '', { name: 'Injure' }),
    redaction('gone', bob, 'renamed'),
    text('m1', bob, 'un'),
  ]),
  'with its state after the timeline': joined([text('m1', bob, 'un')], {
    state_after: { events: [...salonState(), state('topic', bob, 'm.room.topic', '', { topic: 'Sujet' })] },
  }),
  'whose state names other keys too': first([text('m1', bob, 'un')], {
    state: { events: [...salonState(), state('odd', alice, 'm.room.name', 'autre', { name: 'Pas le nom' })] },
  }),
};

it('a room that is new keeps every event of its first answer once, in order, however many there are', async () => {
  const cache = await openCache();
  const events = Array.from({ length: 19 }, (_, n) => text(`m${n}`, bob, `${n}`));
  await sync(cache, { [salon]: first([...events.slice(0, 12), ...events.slice(3, 6), ...events.slice(12)]) });
  expect(bodies(await cache.timelineTail(salon, 50))).toEqual(events.map((_, n) => `m${n}`));
  await cache.close();
});

it.each(Object.entries(stories))('a room that is new, %s, is told as its tables tell it later', async (_name, answer) => {
  const cache = await openCache();
  await sync(cache, { [salon]: answer });
  const told = await cache.room(salon);
  expect(told).toMatchObject({ membership: 'join', power: { redact: 50 } });
  await sync(cache, { [salon]: joined([]) });
  expect(await cache.room(salon)).toEqual(told);
  await cache.close();
});

it('a room is joined to another network until that is redacted or said to be over', async () => {
  const cache = await openCache();
  const slack = { protocol: { id: 'slack', displayname: 'Slack' }, channel: { id: 'C1' } };
  const bridge = (name: string, type: string, content: Parameters<typeof state>[4]) => state(name, bob, type, 'slack://C1', content);
  const told = async () => (await cache.room(salon))?.bridges;
  await sync(cache, { [salon]: first([bridge('b1', 'uk.half-shot.bridge', slack)]) });
  const expected = [{ network: 'Slack', places: ['C1'], by: { userId: bob, name: 'Bob' }, creator: null }];
  expect(await told()).toEqual(expected);
  await sync(cache, { [salon]: joined([bridge('b2', 'm.bridge', { ...slack, creator: alice })]) });
  expect(await told()).toEqual([{ ...expected[0], creator: { userId: alice, name: 'Alice' } }]);
  await sync(cache, { [salon]: joined([bridge('b3', 'm.bridge', {})]) });
  expect(await told()).toBeUndefined();
  await sync(cache, { [salon]: joined([bridge('b4', 'm.bridge', slack)]) });
  expect(await told()).toEqual(expected);
  await sync(cache, { [salon]: joined([redaction('gone', bob, 'b4')]) });
  expect(await told()).toBeUndefined();
  await cache.close();
});

it('a room that waits for an e-mail address is named after it: as the agent wrote it, else as the server masks it', async () => {
  const cache = await openCache();
  const own = [state('create', alice, 'm.room.create', '', { room_version: '10' }), member('in', alice, 'join', 'Alice')];
  const invite = (name: string, content: Parameters<typeof state>[4]) => state(name, alice, 'm.room.third_party_invite', 'jeton', content);
  const listed = (direct: Parameters<typeof state>[4]) => ({ account_data: { events: [{ type: 'm.direct', content: direct }] } });
  const awaits = async () => (await cache.room(salon))?.awaits;
  await sync(cache, { [salon]: first([invite('i1', { display_name: 'n...@d...' })], { state: { events: own } }) });
  expect(await awaits()).toBe('n...@d...');
  expect((await sync(cache, {}, listed({ 'neuf@dinum.gouv.fr': [salon] }))).rooms).toEqual([salon]);
  expect(await awaits()).toBe('neuf@dinum.gouv.fr');
  // Taken back.
  await sync(cache, { [salon]: joined([invite('i2', {})]) });
  expect(await awaits()).toBeUndefined();
  await sync(cache, { [salon]: joined([invite('i3', { display_name: 'n...@d...' })]) });
  expect(await awaits()).toBe('neuf@dinum.gouv.fr');
  // They came.
  await sync(cache, { [salon]: joined([member('bob-in', bob, 'join', 'Bob')]) });
  expect(await awaits()).toBeUndefined();
  await cache.close();
});
