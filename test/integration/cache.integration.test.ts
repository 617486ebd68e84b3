import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoomId, UserId } from '../../preload/contract/index.ts';
import { openEventCache, type EventCache } from '../../main/store/index.ts';
import { startHomeserver, type Homeserver, type TestDevice } from '../homeserver/index.ts';

let server: Homeserver;
let alice: TestDevice;
let bob: TestDevice;
let cache: EventCache;
let transaction = 0;
let syncOption = '';

const filter = JSON.stringify({ room: { timeline: { limit: 5 }, state: { lazy_load_members: true } } });
const raw = async (path: string): Promise<Uint8Array> => {
  const response = await fetch(`${server.url}/_matrix/client/v3${path}`, { headers: { authorization: `Bearer ${alice.accessToken}` } });
  return new Uint8Array(await response.arrayBuffer());
};
/** One sync of alice into her cache. */
async function sync() {
  const since = await cache.syncToken();
  const body = await raw(`/sync?timeout=0${syncOption}&filter=${encodeURIComponent(filter)}${since === null ? '' : `&since=${since}`}`);
  const staged = await cache.stageSync(body);
  expect(staged.skipped).toEqual([]);
  return cache.commitSync(staged.stageId, []);
}
/** Asks the server for the newest hole, in small pages, until there is none. */
async function fillAll(roomId: RoomId): Promise<void> {
  for (let page = 0; page < 50; page += 1) {
    const hole = await cache.holeBefore(roomId, null);
    if (!hole) return;
    const body = await raw(`/rooms/${encodeURIComponent(roomId)}/messages?dir=b&limit=7&from=${encodeURIComponent(hole.token)}`);
    await cache.fillHole(roomId, hole, body);
  }
  throw new Error('the holes of the room do not end');
}
const send = async (device: TestDevice, roomId: RoomId, content: object, type = 'm.room.message'): Promise<string> => {
  transaction += 1;
  const path = `/rooms/${encodeURIComponent(roomId)}/send/${type}/t${transaction}`;
  return (await device.request<{ event_id: string }>('PUT', path, { ...content })).event_id;
};
const say = (device: TestDevice, roomId: RoomId, body: string) => send(device, roomId, { msgtype: 'm.text', body });
const shown = async (roomId: RoomId): Promise<string[]> => {
  const { events } = await cache.timelineTail(roomId, 1000);
  return events
    .filter(({ event }) => event.stateKey === null)
    .map(({ event }) => (typeof event.content['body'] === 'string' ? event.content['body'] : '(redacted)'));
};
const createRoom = async (room_version: string): Promise<RoomId> =>
  (
    await bob.request<{ room_id: RoomId }>('POST', '/createRoom', {
      preset: 'private_chat',
      name: 'Projet',
      invite: [alice.userId],
      room_version,
    })
  ).room_id;
const joinRoom = (roomId: RoomId) => alice.request('POST', `/rooms/${encodeURIComponent(roomId)}/join`, {});

beforeAll(async () => {
  server = await startHomeserver({ users: ['alice', 'bob'] });
  const device = (localpart: string) =>
    server.signIn({ localpart, userId: `@${localpart}:${server.serverName}`, password: `motdepasse-${localpart}` });
  [alice, bob] = [await device('alice'), await device('bob')];
  const path = join(mkdtempSync(join(tmpdir(), 'cache-')), 'cache.db');
  const report = (message: string) => {
    throw new Error(message);
  };
  cache = await openEventCache({ path, key: new Uint8Array(32).fill(1), userId: alice.userId as UserId, report });
});
afterAll(async () => {
  await cache.close();
  await server.close();
});

describe.each([
  ['10', ''],
  ['12', '&org.matrix.msc4222.use_state_after=true'],
])('the cache on a real server, room version %s%s', (version, option) => {
  beforeAll(() => void (syncOption = option));

  it('follows a room through invitation, gaps, history, edits, redactions, a kick and a return', async () => {
    const roomId = await createRoom(version);
    for (let n = 0; n < 20; n += 1) await say(bob, roomId, `avant ${n}`);
    await sync();
    expect(await cache.room(roomId)).toMatchObject({ membership: 'invite', name: 'Projet', inviter: { userId: bob.userId } });

    await joinRoom(roomId);
    await sync();
    expect(await cache.room(roomId)).toMatchObject({ membership: 'join', version, joinedCount: 2, heroes: [{ userId: bob.userId }] });
    expect((await cache.members(roomId)).find((member) => member.userId === bob.userId)?.power).toBeGreaterThanOrEqual(100);

    for (let n = 0; n < 20; n += 1) await say(bob, roomId, `pendant ${n}`);
    const changes = await sync();
    expect(changes.timelines.map((timeline) => [timeline.limited, timeline.events.length])).toEqual([[true, 5]]);
    expect((await cache.room(roomId))?.unread).toBeGreaterThan(0);
    expect((await cache.timelineTail(roomId, 50)).before).toBe('hole');
    await fillAll(roomId);
    const all = [...Array.from({ length: 20 }, (_, n) => `avant ${n}`), ...Array.from({ length: 20 }, (_, n) => `pendant ${n}`)];
    expect(await shown(roomId)).toEqual(all);
    expect((await cache.timelineTail(roomId, 1000)).before).toBe('start');

    const first = await say(bob, roomId, 'premier jet');
    await send(bob, roomId, {
      msgtype: 'm.text',
      body: '* mieux',
      'm.new_content': { msgtype: 'm.text', body: 'mieux' },
      'm.relates_to': { rel_type: 'm.replace', event_id: first },
    });
    await send(alice, roomId, { 'm.relates_to': { rel_type: 'm.annotation', event_id: first, key: '👍' } }, 'm.reaction');
    await sync();
    expect((await cache.timelineTail(roomId, 1)).relations.map((relation) => relation.type)).toEqual(['m.room.message', 'm.reaction']);
    expect((await cache.room(roomId))?.preview).toMatchObject({ text: 'mieux' });
    transaction += 1;
    await bob.request('PUT', `/rooms/${encodeURIComponent(roomId)}/redact/${encodeURIComponent(first)}/r${transaction}`, {
      reason: 'erreur',
    });
    await sync();
    expect((await shown(roomId)).at(-1)).toBe('(redacted)');

    await bob.request('POST', `/rooms/${encodeURIComponent(roomId)}/kick`, { user_id: alice.userId });
    await sync();
    expect((await cache.room(roomId))?.membership).toBe('leave');
    // Somebody else took her out: the list goes on showing it, with who did.
    const listed = (await cache.rooms()).find((room) => room.roomId === roomId);
    expect(listed).toMatchObject({ membership: 'leave', parting: { how: 'kicked', by: { userId: bob.userId } } });
    await say(bob, roomId, 'sans alice');
    await bob.request('POST', `/rooms/${encodeURIComponent(roomId)}/invite`, { user_id: alice.userId });
    await joinRoom(roomId);
    await say(bob, roomId, 'de retour');
    await sync();
    await fillAll(roomId);
    expect((await shown(roomId)).slice(-3)).toEqual(['(redacted)', 'sans alice', 'de retour']);
    expect((await shown(roomId)).length).toBe(all.length + 3);
    expect(await cache.room(roomId)).toMatchObject({ membership: 'join', name: 'Projet', joinedCount: 2 });

    await cache.replaceMembers(roomId, await raw(`/rooms/${encodeURIComponent(roomId)}/members`));
    expect((await cache.members(roomId)).map((member) => [member.userId, member.membership])).toEqual([
      [alice.userId, 'join'],
      [bob.userId, 'join'],
    ]);
  });
});
