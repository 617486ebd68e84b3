import { mkdirSync, writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AccountId } from '../../preload/contract/index.ts';
import { Peer, until } from '../peer/index.ts';
import { standing, signIn, startStory, type Running, type Story } from './story.ts';
import { roomOf, untilIdentity, untilMessage, userOf } from './trust-story.ts';

let story: Story;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno'], { config: { experimental_features: { msc3814_enabled: true } } });
});
afterAll(() => story.close());

/** An installation whose administration has decided so. */
function decide(name: string, dehydratedDevice: boolean): void {
  const place = path(story.folder(name), 'policies');
  mkdirSync(place, { recursive: true });
  writeFileSync(path(place, 'state.json'), JSON.stringify({ dehydratedDevice }), { mode: 0o644 });
}
/** The dehydrated device that the server has of the agent, asked with another token. */
async function onServer(token: string): Promise<string | null> {
  const response = await fetch(`${story.server.url}/_matrix/client/unstable/org.matrix.msc3814.v1/dehydrated_device`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const body = (await response.json()) as { device_id?: string; errcode?: string };
  if (body.device_id === undefined) expect(body.errcode).toBe('M_NOT_FOUND');
  return body.device_id ?? null;
}
async function makeCode({ page }: Running, accountId: AccountId): Promise<string> {
  const { code } = await page.call('identity.createCode', { accountId });
  await page.call('identity.proveCode', { accountId, typed: code });
  return code;
}
/** Replaces the identity; the server asks for the password first. */
async function reset({ page }: Running, accountId: AccountId): Promise<void> {
  await expect(page.call('identity.reset', { accountId })).rejects.toMatchObject({ code: 'auth.confirm-identity' });
  await page.call('identity.reset', { accountId, authentication: { password: 'motdepasse-agnes' } });
}
async function devicesOf({ page }: Running, accountId: AccountId): Promise<string[]> {
  const feed = page.feed('devices', { accountId });
  const devices = await feed.until((_items, { status }) => status === 'complete');
  feed.close();
  return devices.map(({ deviceId }) => deviceId);
}

it('messages that came while the agent was signed in nowhere are read with the code, and a reset leaves no device behind', async () => {
  // Only to look at the server with.
  const witness = await story.device('agnes');
  decide('avant', true);
  const before = await story.start('avant');
  const accountId = await signIn(before, story, 'agnes');
  await untilIdentity(before, accountId);
  expect(await onServer(witness.accessToken)).toBeNull();
  const code = await makeCode(before, accountId);
  const left = await until('a dehydrated device', () => onServer(witness.accessToken));

  const bruno = await Peer.start(story.server, userOf(story, 'bruno'));
  const roomId = await roomOf(story, bruno, before, accountId, 'Vacances');
  expect(await devicesOf(before, accountId)).not.toContain(left);
  const news = before.page.feed('newDevices', { accountId });
  expect((await news.until(() => true)).map(({ deviceId }) => deviceId)).not.toContain(left);
  news.close();
  await before.page.call('session.signOut', { accountId, acceptLoss: true });
  await before.stop();

  const eventId = await bruno.sendText(roomId, 'pendant votre absence');
  decide('après', true);
  let after = await story.start('après');
  const again = await signIn(after, story, 'agnes');
  await untilMessage(after, again, roomId, (message) => message.eventId === eventId && message.content.kind === 'undecryptable');
  // What the server cannot give now is not replaced: it is read after the next start.
  const failing = story.proxy.add({ match: /dehydrated_device\/.+\/events/u, fault: { kind: 'status', status: 500 } });
  await after.page.call('identity.useCode', { accountId: again, typed: code });
  await failing.struck;
  await after.stop();
  failing.remove();
  expect(await onServer(witness.accessToken)).toBe(left);
  after = await story.start('après');
  await standing(after.page, again, (view) => view.connection === 'online');
  const read = await untilMessage(after, again, roomId, (message) => message.eventId === eventId && message.content.kind === 'text');
  expect(read.content).toMatchObject({ body: 'pendant votre absence' });
  const renewed = await until('another dehydrated device', async () => {
    const now = await onServer(witness.accessToken);
    return now === left ? null : now;
  });
  await expect.poll(() => devicesOf(after, again)).not.toContain(renewed);

  // It stays for a week, and over restarts.
  await after.stop();
  after = await story.start('après');
  await standing(after.page, again, (view) => view.connection === 'online');
  await untilIdentity(after, again);
  expect(await onServer(witness.accessToken)).toBe(renewed);

  await reset(after, again);
  expect(await onServer(witness.accessToken)).toBeNull();
  await makeCode(after, again);
  await until('a device of the new identity', () => onServer(witness.accessToken));
  await after.stop();

  // An administration that no longer wants it.
  decide('après', false);
  after = await story.start('après');
  await standing(after.page, again, (view) => view.connection === 'online');
  await expect.poll(() => onServer(witness.accessToken)).toBeNull();
  await after.stop();
  bruno.stop();
});
