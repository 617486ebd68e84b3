import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AccountId } from '../../preload/contract/index.ts';
import type { TestDevice } from '../homeserver/index.ts';
import { asRoom, join, type Running, signIn, standing, startStory, type Story, untilRead } from '../integration/story.ts';
import { Peer } from '../peer/index.ts';

let story: Story;
let agnes: Running;
let accountId: AccountId;
let mallory: TestDevice;
let bruno: Peer;

beforeAll(async () => {
  story = await startStory(['agnes', 'bruno', 'mallory']);
  agnes = await story.start('agnes');
  accountId = await signIn(agnes, story, 'agnes');
  mallory = await story.device('mallory');
  const user = { userId: `@bruno:${story.server.serverName}`, localpart: 'bruno', password: 'motdepasse-bruno' };
  bruno = await Peer.start(story.server, user);
});
afterAll(async () => {
  bruno.stop();
  await story.close();
});

/** Claims one key of agnes' device, as anyone may (spec 11.12.2): whether it was the fallback key. */
async function claim(): Promise<{ id: string; fallback: boolean }> {
  const userId = `@agnes:${story.server.serverName}`;
  const { deviceId } = await standing(agnes.page, accountId, () => true);
  const body = { one_time_keys: { [userId]: { [deviceId]: 'signed_curve25519' } } };
  const answer = await mallory.request<{
    one_time_keys: { [user: string]: { [device: string]: { [key: string]: { fallback?: boolean } } } };
  }>('POST', '/keys/claim', body);
  const [[id, key] = ['none', {}]] = Object.entries(answer.one_time_keys[userId]?.[deviceId] ?? {});
  return { id, fallback: key.fallback === true };
}

it('a stranger who takes all keys of a device that is offline keeps nobody from writing to it, and new keys come with it', async () => {
  const room = asRoom(await bruno.createRoom({ name: 'Astreinte', invite: [`@agnes:${story.server.serverName}`] }));
  await join(agnes, accountId, room);
  await bruno.knows(room, 2);
  await story.proxy.disconnect();
  await standing(agnes.page, accountId, (view) => view.connection === 'offline', 60_000);
  const taken = new Set<string>();
  for (let key = await claim(); !key.fallback; key = await claim()) {
    expect(key.id).not.toBe('none');
    taken.add(key.id);
  }
  expect(taken.size).toBeGreaterThanOrEqual(40);
  // Nothing but the fallback key is left for the session that carries the room key.
  await bruno.sendText(room, 'Le groupe électrogène a démarré.');
  await story.proxy.reconnect();
  await untilRead(agnes, accountId, room, 'Le groupe électrogène a démarré.');
  await expect.poll(async () => (await claim()).fallback, { timeout: 30_000, interval: 500 }).toBe(false);
});
