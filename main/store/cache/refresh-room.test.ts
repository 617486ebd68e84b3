import { expect, it } from 'vitest';
import { alice, bob, bodies, first, joined, openCache, redaction, salon, salonState, state, sync, text } from './answers.test-data.ts';

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
