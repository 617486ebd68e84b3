import { describe, expect, it } from 'vitest';
import type { RoomId } from '../../../preload/contract/index.ts';
import { openDatabase } from '../open/open-database.ts';
import {
  alice,
  bob,
  event,
  first,
  freshPath,
  id,
  joined,
  key,
  member,
  openCache,
  reaction,
  redaction,
  salon,
  secret,
  sync,
  text,
} from './answers.test-data.ts';
import { cacheMigrations } from './migrations/index.ts';

const bureau = '!bureau:tchap.test' as RoomId;
const anything = { kinds: [], link: false, sender: null, from: null, to: null, before: null, limit: 10 };
const searched = (roomId: RoomId) => ({ ...anything, roomId, words: [{ text: 'bonjour', prefix: false }] });
const left = (...events: ReturnType<typeof text>[]) => ({ rooms: { leave: { [salon]: joined(events) } } });
const out = (name: string, sender = alice) => member(name, alice, 'leave', 'Alice', sender);

describe('a room that is forgotten', () => {
  it('leaves nothing in any table, nor in the search; the other rooms stay whole', async () => {
    const path = freshPath();
    const cache = await openCache(path);
    const picture = event('p1', bob, 'm.room.message', { msgtype: 'm.image', body: 'plan', url: 'mxc://tchap.test/plan' });
    const news = [
      text('m1', bob, 'Bonjour'),
      picture,
      reaction('r1', alice, 'm1', '👍'),
      redaction('x1', bob, 'nowhere'),
      secret('s1', bob, 'a'),
    ];
    const receipts = { ephemeral: { events: [{ type: 'm.receipt', content: { [id('m1')]: { 'm.read': { [bob]: { ts: 1 } } } } }] } };
    await sync(cache, { [salon]: first(news, receipts), [bureau]: first([text('b1', bob, 'Bonjour du bureau')]) });
    await cache.markRead(salon, id('m1'));
    expect((await cache.search(searched(salon))).hits).toHaveLength(1);
    // One more that is not indexed yet.
    await sync(cache, { [salon]: joined([text('m2', bob, 'bonjour encore')]) });
    await sync(cache, {}, left(out('gone', bob)));
    const files = await cache.forgetRoom(salon);
    expect(files.map(({ eventId }) => eventId)).toEqual([id('p1')]);
    expect(await cache.room(salon)).toBeNull();
    expect((await cache.search(searched(bureau))).hits).toHaveLength(1);
    await cache.close();
    const db = openDatabase(path, key, cacheMigrations);
    const tables = db
      .prepare<[], string>("SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'room' WHERE m.type = 'table'")
      .pluck()
      .all();
    expect(tables).toEqual(expect.arrayContaining(['event', 'state', 'member', 'hole', 'receipt', 'early_redaction', 'untold_read']));
    const rooms = tables.flatMap((table) => db.prepare<[], number>(`SELECT DISTINCT room FROM ${table}`).pluck().all());
    const kept = db.prepare<[], number>('SELECT id FROM room').pluck().all();
    expect([...new Set(rooms)]).toEqual(kept);
    expect(kept).toHaveLength(1);
    const counted = (sql: string): unknown => db.prepare(sql).pluck().get();
    expect(counted("SELECT count(*) FROM search WHERE search MATCH 'bonjour'")).toBe(1);
    expect(counted('SELECT count(*) FROM search_entry')).toBe(1);
    expect(counted('SELECT count(*) FROM search_todo WHERE event NOT IN (SELECT id FROM event)')).toBe(0);
    db.close();
  });

  it('does not come back with what the server tells last of it', async () => {
    const cache = await openCache();
    await sync(cache, { [salon]: first([text('m1', bob, 'un')]) });
    await cache.leaving(salon, true);
    await cache.forgetRoom(salon);
    await sync(cache, {}, left(text('m2', bob, 'deux'), out('gone')));
    expect(await cache.room(salon)).toBeNull();
    await cache.close();
  });
});

describe('a room that the agent left', () => {
  it('from another device is told of, with what is kept of it, until she comes back', async () => {
    const cache = await openCache();
    await sync(cache, { [salon]: first([text('m1', bob, 'un')]) });
    await sync(cache, {}, left(text('m2', bob, 'deux'), out('gone')));
    const parting = { how: 'left', by: { userId: alice, name: null }, reason: '' };
    expect((await cache.rooms()).map((room) => [room.membership, room.parting])).toEqual([['leave', expect.objectContaining(parting)]]);
    // The same event again.
    await sync(cache, {}, left(out('gone')));
    expect((await cache.room(salon))?.parting).toMatchObject(parting);
    expect((await cache.timelineTail(salon, 10)).events.map(({ event: { eventId } }) => eventId)).toEqual([id('m1'), id('m2'), id('gone')]);
    await sync(cache, { [salon]: joined([member('back', alice, 'join', 'Alice')]) });
    expect((await cache.room(salon))?.parting).toBeNull();
    await cache.close();
  });

  it('from here is not listed; nor is one for which leaving failed any different later', async () => {
    const cache = await openCache();
    await sync(cache, { [salon]: first([]), [bureau]: first([]) });
    for (const roomId of [salon, bureau]) await cache.leaving(roomId, true);
    await cache.leaving(bureau, false);
    const leave = { [salon]: joined([out('gone')]), [bureau]: joined([out('gone-too')]) };
    await sync(cache, {}, { rooms: { leave } });
    expect((await cache.rooms()).map(({ roomId, parting }) => [roomId, parting?.how])).toEqual([[bureau, 'left']]);
    // A mark of before does not outlive coming back.
    await sync(cache, { [salon]: joined([member('back', alice, 'join', 'Alice')]) });
    await sync(cache, {}, left(out('gone-again')));
    expect((await cache.rooms()).map(({ roomId }) => roomId).sort()).toEqual([bureau, salon].sort());
    await cache.close();
  });
});
