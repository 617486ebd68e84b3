import { expect, it } from 'vitest';
import { alice, bob, encryption, first, id, joined, member, openCache, salon, secret, sync, text } from './answers.test-data.ts';
import type { EventCache } from './types.ts';

const carol = '@carol:tchap.test';
const counts = (notification_count: number) => ({ unread_notifications: { notification_count, highlight_count: 0 } });
const readUpTo = (name: string) => ({
  ephemeral: { events: [{ type: 'm.receipt', content: { [id(name)]: { 'm.read': { [alice]: { ts: 1 } } } } }] },
});
const blocking = (...userIds: string[]) => ({
  account_data: {
    events: [{ type: 'm.ignored_user_list', content: { ignored_users: Object.fromEntries(userIds.map((one) => [one, {}])) } }],
  },
});
const inThread = (name: string, sender: string) =>
  text(name, sender, 'au fil', {
    content: { msgtype: 'm.text', body: 'au fil', 'm.relates_to': { rel_type: 'm.thread', event_id: id('m0') } },
  });
const unread = async (cache: EventCache): Promise<number | undefined> => (await cache.room(salon))?.unread;

it('in an encrypted room, what somebody wrote before they were blocked is not unread any more, and is again when they are let in', async () => {
  const cache = await openCache();
  const start = [encryption('crypt', bob), member('carol-in', carol, 'join', 'Carol'), secret('m0', bob, 's')];
  await sync(cache, { [salon]: first(start, { ...counts(0), ...readUpTo('m0') }) });
  await sync(cache, { [salon]: joined([secret('m1', bob, 's'), secret('m2', carol, 's'), secret('m3', carol, 's')], counts(3)) });
  expect(await unread(cache)).toBe(3);
  const { rooms } = await sync(cache, {}, blocking(carol));
  expect(rooms).toEqual([salon]);
  expect(await unread(cache)).toBe(1);
  await sync(cache, { [salon]: joined([secret('m4', bob, 's')], counts(4)) });
  expect(await unread(cache)).toBe(2);
  await sync(cache, {}, blocking());
  expect(await unread(cache)).toBe(4);
  await cache.close();
});

it('in a clear room, and in its threads, they are taken off the numbers of the server, which counts them on', async () => {
  const cache = await openCache();
  await sync(cache, {
    [salon]: first([member('carol-in', carol, 'join', 'Carol'), text('m0', bob, 'zéro')], { ...counts(0), ...readUpTo('m0') }),
  });
  const threads = (count: number) => ({ unread_thread_notifications: { [id('m0')]: { notification_count: count, highlight_count: 0 } } });
  const news = [text('m1', bob, 'un'), text('m2', carol, 'deux'), inThread('t1', carol), inThread('t2', bob)];
  await sync(cache, { [salon]: joined(news, { ...counts(2), ...threads(2) }) });
  expect(await unread(cache)).toBe(4);
  await sync(cache, {}, blocking(carol));
  expect(await unread(cache)).toBe(2);
  expect((await cache.room(salon))?.threads).toMatchObject([{ root: id('m0'), unread: 1 }]);
  // The server tells the same again with the next message.
  await sync(cache, { [salon]: joined([text('m3', bob, 'trois')], { ...counts(3), ...threads(2) }) });
  expect(await unread(cache)).toBe(3);
  await sync(cache, { [salon]: joined([], { ...counts(0), ...threads(0), ...readUpTo('m3') }) });
  expect(await unread(cache)).toBe(0);
  await cache.close();
});

it('messages that were read before are taken off nothing', async () => {
  const cache = await openCache();
  const old = [member('carol-in', carol, 'join', 'Carol'), text('m0', carol, 'zéro'), text('m1', carol, 'un')];
  await sync(cache, { [salon]: first(old, { ...counts(0), ...readUpTo('m1') }) });
  await sync(cache, { [salon]: joined([text('m2', bob, 'deux')], counts(1)) });
  await sync(cache, {}, blocking(carol));
  expect(await unread(cache)).toBe(1);
  await cache.close();
});
