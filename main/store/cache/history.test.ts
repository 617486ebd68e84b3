import { chunkStep } from './chunk-queries.ts';
import { describe, expect, it } from 'vitest';
import type { RoomId } from '../../../preload/contract/index.ts';
import type { TimelineHole } from './types.ts';
import {
  alice,
  bob,
  bodies,
  bytes,
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

const holeOf = (hole: TimelineHole | null): TimelineHole => {
  if (!hole) throw new Error('there is no hole');
  return hole;
};
/** An answer of GET /messages: newest first. */
const page = (events: unknown[], end: string | null, members: unknown[] = []) =>
  bytes({ chunk: events.toReversed(), ...(end === null ? {} : { end }), state: members });

describe('a timeline', () => {
  it('is read in runs from the newest, and says what lies before', async () => {
    const cache = await openCache();
    await sync(cache, { [salon]: first(Array.from({ length: 7 }, (_, n) => text(`m${n}`, bob, `${n}`))) });
    const tail = await cache.timelineTail(salon, 3);
    expect([bodies(tail), tail.before]).toEqual([['m4', 'm5', 'm6'], 'stored']);
    const position = tail.events[0]?.position ?? { chunk: 0, index: 0 };
    const older = await cache.timelineBefore(salon, position, 10);
    expect([bodies(older), older.before]).toEqual([['m0', 'm1', 'm2', 'm3'], 'hole']);
    expect(await cache.timelineTail('!nowhere:x' as RoomId, 5)).toEqual({ events: [], before: 'start', relations: [] });
    await cache.close();
  });

  it('has no hole before the event that made the room', async () => {
    const cache = await openCache();
    await sync(cache, {
      [salon]: joined([state('c', bob, 'm.room.create', '', { room_version: '12' }), text('m1', bob, 'un')], {}, { limited: false }),
    });
    expect(await cache.holeBefore(salon, null)).toBeNull();
    expect((await cache.timelineTail(salon, 10)).before).toBe('start');
    await cache.close();
  });

  it('is filled downwards to the start of the room', async () => {
    const cache = await openCache();
    await sync(cache, { [salon]: first([text('m5', bob, 'cinq')]) });
    const hole = holeOf(await cache.holeBefore(salon, null));
    expect(hole).toEqual({ chunk: 0, token: 'before' });
    const gone = member('gone', '@gone:tchap.test', 'leave', 'Parti');
    const answer = page([secret('m3', '@gone:tchap.test', 'a'), text('m4', bob, 'quatre'), text('m5', bob, 'cinq')], 'further', [
      gone,
      member('b', bob, 'join', 'Ancien Bob'),
    ]);
    expect((await cache.fillHole(salon, hole, answer)).map((e) => e.eventId)).toEqual(['$m3', '$m4']);
    expect((await cache.profiles(salon, [bob, '@gone:tchap.test' as typeof bob])).map((m) => [m.displayName, m.membership])).toEqual([
      ['Bob', 'join'],
      ['Parti', 'leave'],
    ]);
    // The same answer again, from a second request that was under way: the hole has moved on.
    expect(await cache.fillHole(salon, hole, page([text('m2', bob, 'x')], 'other'))).toEqual([]);
    const rest = holeOf(await cache.holeBefore(salon, null));
    expect(rest.token).toBe('further');
    await cache.fillHole(salon, rest, page([text('m1', bob, 'un'), text('m2', bob, 'deux')], null));
    const slice = await cache.timelineTail(salon, 10);
    expect([bodies(slice), slice.before]).toEqual([['m1', 'm2', 'm3', 'm4', 'm5'], 'start']);
    await cache.close();
  });

  it('joins its runs when a hole between them is closed', async () => {
    const cache = await openCache();
    await sync(cache, { [salon]: first([text('m1', bob, 'un'), text('m2', bob, 'deux')]) });
    const changes = await sync(cache, { [salon]: joined([text('m6', bob, 'six')], {}, { limited: true, prev_batch: 'gap' }) });
    expect(changes.timelines[0]?.limited).toBe(true);
    const cut = await cache.timelineTail(salon, 10);
    expect([bodies(cut), cut.before]).toEqual([['m6'], 'hole']);
    const hole = holeOf(await cache.holeBefore(salon, cut.events[0]?.position ?? null));
    expect(hole).toEqual({ chunk: chunkStep, token: 'gap' });
    await cache.fillHole(
      salon,
      hole,
      page([text('m1', bob, 'un'), text('m2', bob, 'deux'), text('m4', bob, 'quatre'), text('m5', bob, 'cinq')], 'on'),
    );
    const whole = await cache.timelineTail(salon, 10);
    expect([bodies(whole), whole.before]).toEqual([['m1', 'm2', 'm4', 'm5', 'm6'], 'hole']);
    expect(await cache.holeBefore(salon, null)).toEqual({ chunk: 0, token: 'before' });
    await cache.close();
  });

  it('does not ask for ever where a server gives the same token again', async () => {
    const cache = await openCache();
    await sync(cache, { [salon]: first([text('m1', bob, 'un')]) });
    const hole = holeOf(await cache.holeBefore(salon, null));
    await expect(cache.fillHole(salon, hole, bytes({ errcode: 'M_UNKNOWN' }))).rejects.toMatchObject({ code: 'server.error' });
    await cache.fillHole(salon, hole, page([], 'before'));
    expect(await cache.holeBefore(salon, null)).toBeNull();
    await cache.close();
  });

  it('applies a redaction found in older history to what is there', async () => {
    const cache = await openCache();
    await sync(cache, { [salon]: first([text('m3', bob, 'trois')]) });
    const hole = holeOf(await cache.holeBefore(salon, null));
    await cache.fillHole(salon, hole, page([text('m1', bob, 'un'), redaction('r', bob, 'm1')], null));
    expect((await cache.event(salon, id('m1')))?.event.redaction).toMatchObject({ by: bob });
    await cache.close();
  });
});

describe('members', () => {
  it('become a complete list, and what a sync said meanwhile stands', async () => {
    const cache = await openCache();
    await sync(cache, { [salon]: first([text('m1', bob, 'un')]) });
    const answer = () =>
      bytes({
        chunk: [member('x', '@carol:tchap.test', 'join', 'Carol'), member('b', bob, 'leave', 'Bob'), { type: 'm.room.member' }],
      });
    await cache.replaceMembers(salon, answer());
    const members = await cache.members(salon);
    expect(members.map((m) => [m.userId, m.membership, m.power])).toEqual([
      [alice, 'join', 0],
      [bob, 'join', 100],
      ['@carol:tchap.test', 'join', 0],
    ]);
    expect((await cache.room(salon))?.membersComplete).toBe(true);
    expect(await cache.state(salon, 'm.room.member', bob)).toMatchObject({ membership: 'join', displayname: 'Bob' });
    await expect(cache.replaceMembers('!nowhere:x' as RoomId, answer())).rejects.toMatchObject({ code: 'room.unknown' });
    await cache.close();
  });
});

describe('retention', () => {
  it('removes what the policy of a room has ended, and keeps the rest', async () => {
    const cache = await openCache();
    const old = Array.from({ length: 600 }, (_, n) => text(`old${n}`, bob, 'ancien'));
    const now = text('now', bob, 'récent', { origin_server_ts: Date.now() });
    const policy = state('ret', bob, 'm.room.retention', '', { max_lifetime: 86_400_000 });
    await sync(cache, { [salon]: first([...old, policy, event('k', bob, 'm.room.name', { name: 'x' }, { state_key: '' }), now]) });
    // The first commit swept one batch of 500; the next one ends it.
    expect((await cache.timelineTail(salon, 1000)).events.length).toBeLessThan(200);
    await sync(cache, {});
    expect(bodies(await cache.timelineTail(salon, 1000))).toEqual(['ret', 'k', 'now']);
    await cache.close();
  });

  it('tells once of the messages with files that it ended, since the files are kept elsewhere', async () => {
    const cache = await openCache();
    const image = event('img', bob, 'm.room.message', { msgtype: 'm.image', body: 'a.png', url: 'mxc://tchap.test/a' });
    await sync(cache, { [salon]: first([text('m', bob, 'sans fichier'), image]) });
    const policy = state('ret', bob, 'm.room.retention', '', { max_lifetime: 1000 });
    const { expired } = await sync(cache, { [salon]: joined([policy]) });
    expect(expired.rooms).toEqual([salon]);
    expect(expired.files.map(({ eventId, content }) => [eventId, content['url']])).toEqual([[id('img'), 'mxc://tchap.test/a']]);
    expect((await sync(cache, {})).expired).toEqual({ rooms: [], files: [] });
    await cache.close();
  });
});
