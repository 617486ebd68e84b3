import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Net } from '../../main/host/index.ts';
import type { AccountId, RoomId } from '../../preload/contract/index.ts';
import { startFakeIdentity, type FakeIdentity } from '../tchap/index.ts';
import { asRoom, asUser, join, signIn, startStory, type Running, type Story } from './story.ts';

/** Name that `.well-known` is asked for. */
const serverName = 'tchap.test';
let story: Story;
let identity: FakeIdentity;
let agnes: Running;
let account: AccountId;
/** The machine of the agent finds the identity server that `.well-known` names. */
const net: Net = {
  fetch: async (url, init) =>
    url === `https://${serverName}/.well-known/matrix/client`
      ? Response.json({ 'm.identity_server': { base_url: `https://${identity.name}` } })
      : fetch(url.replace(`https://${identity.name}/`, `${identity.plainUrl}/`), init),
};
beforeAll(async () => {
  identity = await startFakeIdentity();
  const config = { use_insecure_ssl_client_just_for_testing_do_not_use: true, ip_range_blacklist: [] };
  story = await startStory(['agnes', 'bruno', 'chloe', 'denis'], { serverName, config });
  await story.server.directoryFilled();
  agnes = await story.start('agnes', { net });
  account = await signIn(agnes, story, 'agnes');
});
afterAll(async () => {
  await story.close();
  await identity.close();
});

const search = (query: string) => agnes.page.call('people.search', { accountId: account, query });
const found = async (query: string): Promise<string[]> => (await search(query)).people.map(({ userId }) => userId);
const id = (localpart: string) => asUser(localpart, story);
const listed = async (): Promise<{ [who: string]: string[] }> =>
  (await story.device('agnes')).request('GET', `/user/${encodeURIComponent(id('agnes'))}/account_data/m.direct`);
const writeTo = (email: string) => agnes.page.call('people.writeTo', { accountId: account, email });
const titled = async (roomId: RoomId, heroes: string[]): Promise<void> => {
  const rooms = agnes.page.feed('rooms', { accountId: account });
  await rooms.until((items) =>
    items.some((room) => room.roomId === roomId && JSON.stringify(room.title.heroes) === JSON.stringify(heroes)),
  );
  rooms.close();
};
const kindOf = async (roomId: RoomId, holds: (kind: string) => boolean): Promise<void> => {
  const rooms = agnes.page.feed('rooms', { accountId: account });
  await rooms.until((items) => items.some((room) => room.roomId === roomId && holds(room.kind)));
  rooms.close();
};

describe('the directory', () => {
  it('answers again and again, never with ourselves', async () => {
    for (const name of ['bruno', 'chloe', 'bruno']) expect(await found(name)).toEqual([id(name)]);
    expect(await found('personne')).toEqual([]);
    expect(await found('agnes')).toEqual([]);
  });
});

describe('direct messages', () => {
  it('are not taken from a list that names a room of three, nor is that room one', async () => {
    const bruno = await story.device('bruno');
    const { room_id: room } = await bruno.request<{ room_id: string }>('POST', '/createRoom', {
      preset: 'private_chat',
      invite: [id('agnes'), id('chloe')],
      is_direct: true,
    });
    await (await story.device('chloe')).request('POST', `/join/${encodeURIComponent(room)}`, {});
    await join(agnes, account, asRoom(room));
    await kindOf(asRoom(room), (kind) => kind !== 'direct');
    // A list may say so all the same.
    const path = `/user/${encodeURIComponent(id('agnes'))}/account_data/m.direct`;
    await (await story.device('agnes')).request('PUT', path, { [id('bruno')]: [room] });
    const { roomId } = await agnes.page.call('rooms.createDirect', { accountId: account, userId: id('bruno') });
    expect(roomId).not.toBe(room);
    expect((await agnes.page.call('rooms.createDirect', { accountId: account, userId: id('bruno') })).roomId).toBe(roomId);
    await kindOf(roomId, (kind) => kind === 'direct');
  });

  it('leave the list when they are left', async () => {
    const { roomId } = await agnes.page.call('rooms.createDirect', { accountId: account, userId: id('denis') });
    expect((await listed())[id('denis')]).toEqual([roomId]);
    await agnes.page.call('rooms.leave', { accountId: account, roomId });
    expect(await listed()).not.toHaveProperty([id('denis')]);
  });

  it('go to the owner of an address, and wait for one that has none: the same one again, whatever the identity server forgot', async () => {
    identity.owners.set('bruno@dinum.gouv.fr', id('bruno'));
    const { roomId, invited } = await writeTo('Bruno@dinum.gouv.fr');
    expect(invited).toBe(false);
    expect((await agnes.page.call('rooms.createDirect', { accountId: account, userId: id('bruno') })).roomId).toBe(roomId);
    const waiting = await writeTo('neuf@dinum.gouv.fr');
    expect(waiting.invited).toBe(true);
    expect((await listed())['neuf@dinum.gouv.fr']).toEqual([waiting.roomId]);
    await titled(asRoom(waiting.roomId), ['neuf@dinum.gouv.fr']);
    identity.changePepper();
    identity.forgetTokens();
    expect(await writeTo('neuf@dinum.gouv.fr')).toEqual(waiting);
    expect(identity.invited).toEqual(['neuf@dinum.gouv.fr']);
    expect(identity.lookups.join(' ')).not.toContain('@');
  });

  it('that waited for an address belong to who came', async () => {
    const [waiting = ''] = (await listed())['neuf@dinum.gouv.fr'] ?? [];
    const path = `/rooms/${encodeURIComponent(waiting)}`;
    await (await story.device('agnes')).request('POST', `${path}/invite`, { user_id: id('chloe') });
    await (await story.device('chloe')).request('POST', `${path}/join`, {});
    await expect.poll(async () => (await listed())[id('chloe')]).toEqual([waiting]);
    expect(await listed()).not.toHaveProperty(['neuf@dinum.gouv.fr']);
    await titled(asRoom(waiting), ['chloe']);
  });
});

describe('what goes wrong', () => {
  it('without the network those we write to are still found, and why no others', async () => {
    await story.proxy.disconnect();
    const answer = await search('bruno');
    expect(answer).toMatchObject({ directory: 'failed', problem: 'network.unreachable' });
    expect(answer.people.map(({ userId }) => userId)).toEqual([id('bruno')]);
    await story.proxy.reconnect();
  });

  it('who was blocked on another device is blocked here, not found any more, and nothing they wrote is unread', async () => {
    const bruno = await story.device('bruno');
    const { room_id: roomId } = await bruno.request<{ room_id: string }>('POST', '/createRoom', {
      preset: 'private_chat',
      name: 'Avant',
      invite: [id('agnes')],
    });
    await join(agnes, account, asRoom(roomId));
    for (const body of ['un', 'deux'])
      await bruno.request('PUT', `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${body}`, { msgtype: 'm.text', body });
    const rooms = agnes.page.feed('rooms', { accountId: account });
    await rooms.until((items) => items.some((room) => room.roomId === roomId && room.unread === 2));
    const path = `/user/${encodeURIComponent(id('agnes'))}/account_data/m.ignored_user_list`;
    await (await story.device('agnes')).request('PUT', path, { ignored_users: { [id('bruno')]: {} } });
    const blocked = agnes.page.feed('blocked', { accountId: account });
    await blocked.until((people) => people.some(({ userId }) => userId === id('bruno')));
    blocked.close();
    await rooms.until((items) => items.some((room) => room.roomId === roomId && room.unread === 0));
    rooms.close();
    expect(await found('bruno')).toEqual([]);
  });
});
