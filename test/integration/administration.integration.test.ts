import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, RoomId, RoomSettings } from '../../preload/contract/index.ts';
import type { TestDevice } from '../homeserver/index.ts';
import { asRoom, asUser, join, signIn, startStory, type Running, type Story } from './story.ts';

let story: Story;
let agnes: Running;
let bruno: Running;
let accounts: { agnes: AccountId; bruno: AccountId };
/** Administers with agnes, from a client of another make. */
let carla: TestDevice;
let roomId: RoomId;

const state = (type: string, key = ''): string => `/rooms/${encodeURIComponent(roomId)}/state/${type}/${encodeURIComponent(key)}`;
const settings = async (one: Running, accountId: AccountId, holds: (item: RoomSettings) => boolean): Promise<RoomSettings> => {
  const feed = one.page.feed('roomSettings', { accountId, roomId });
  const items = await feed.until(([item]) => item !== undefined && holds(item));
  feed.close();
  return items[0] as RoomSettings;
};
const refused = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

beforeAll(async () => {
  story = await startStory(['agnes', 'bruno', 'carla', 'denis']);
  [agnes, bruno] = [await story.start('agnes'), await story.start('bruno')];
  accounts = { agnes: await signIn(agnes, story, 'agnes'), bruno: await signIn(bruno, story, 'bruno') };
  carla = await story.device('carla');
  const room = await carla.request<{ room_id: string }>('POST', '/createRoom', {
    preset: 'private_chat',
    name: 'Mission',
    room_version: '10',
    invite: ['agnes', 'bruno', 'denis'].map((name) => asUser(name, story)),
    power_level_content_override: { users: { [carla.userId]: 100, [asUser('agnes', story)]: 100 } },
  });
  roomId = asRoom(room.room_id);
  await join(agnes, accounts.agnes, roomId);
  await join(bruno, accounts.bruno, roomId);
  const denis = await story.device('denis');
  await denis.request('POST', `/join/${encodeURIComponent(roomId)}`, {});
});
afterAll(() => story.close());

describe('the settings of a room', () => {
  it('are changed by who may, and seen by all', async () => {
    const room = { accountId: accounts.agnes, roomId };
    await agnes.page.call('roomSettings.setName', { ...room, name: 'Mission numérique' });
    await agnes.page.call('roomSettings.setHistory', { ...room, history: 'joined' });
    await agnes.page.call('roomSettings.setJoinRule', { ...room, rule: 'knock' });
    await agnes.page.call('roomSettings.encrypt', room);
    const seen = await settings(bruno, accounts.bruno, (item) => item.encrypted && item.joinRule === 'knock');
    expect(seen).toMatchObject({ name: 'Mission numérique', history: 'joined', power: 0, levels: { name: 50, power: 100, invite: 0 } });
  });

  it('take a picture, and give it up again', async () => {
    const room = { accountId: accounts.agnes, roomId };
    const file = { name: 'logo.png', mimetype: 'image/png', size: 4, width: 1, height: 1, preview: null };
    const { attachmentId } = await agnes.page.call('attachments.begin', { accountId: accounts.agnes, ...file });
    const bytes = new Uint8Array([137, 80, 78, 71]);
    await agnes.page.call('attachments.append', { accountId: accounts.agnes, attachmentId, bytes });
    await agnes.page.call('roomSettings.setAvatar', { ...room, attachmentId });
    expect((await carla.request<{ url: string }>('GET', state('m.room.avatar'))).url).toMatch(/^mxc:\/\//u);
    await settings(agnes, accounts.agnes, (item) => item.avatar !== null);
    await agnes.page.call('roomSettings.setAvatar', { ...room, attachmentId: null });
    await settings(agnes, accounts.agnes, (item) => item.avatar === null);
  });

  it('are refused by the server to who may not, in the words of the contract', async () => {
    const room = { accountId: accounts.bruno, roomId };
    expect(await refused(bruno.page.call('roomSettings.setName', { ...room, name: 'À moi' }))).toBe('room.forbidden');
    expect(await refused(bruno.page.call('roomSettings.setPower', { ...room, userId: asUser('bruno', story), level: 100, seen: 0 }))).toBe(
      'room.forbidden',
    );
    expect(await refused(bruno.page.call('roomSettings.kick', { ...room, userId: asUser('denis', story), reason: '' }))).toBe(
      'room.forbidden',
    );
  });
});

describe('power levels', () => {
  it('are changed one at a time, and what others set meanwhile stays', async () => {
    const room = { accountId: accounts.agnes, roomId };
    const levels = await carla.request<{ events: object; users: object }>('GET', state('m.room.power_levels'));
    await carla.request('PUT', state('m.room.power_levels'), {
      ...levels,
      custom: 'gardé',
      events: { ...levels.events, 'm.room.topic': 70 },
    });
    await agnes.page.call('roomSettings.setPermission', { ...room, permission: 'send', level: 50, seen: 0 });
    await agnes.page.call('roomSettings.setPower', { ...room, userId: asUser('bruno', story), level: 50, seen: 0 });
    const now = await carla.request('GET', state('m.room.power_levels'));
    expect(now).toMatchObject({
      custom: 'gardé',
      events_default: 50,
      events: { 'm.room.topic': 70 },
      users: { [asUser('bruno', story)]: 50 },
    });
    await settings(bruno, accounts.bruno, (item) => item.power === 50 && item.levels.send === 50);
    const members = bruno.page.feed('members', { accountId: accounts.bruno, roomId });
    await members.until((items) => items.some(({ userId, role }) => userId === asUser('bruno', story) && role === 'moderator'));
    members.close();
  });

  it('are not overwritten where somebody else decided otherwise meanwhile', async () => {
    const room = { accountId: accounts.agnes, roomId };
    const bob = asUser('bruno', story);
    // Agnes still looks at the level of before: 0, then the default of 50 for the topic.
    expect(await refused(agnes.page.call('roomSettings.setPower', { ...room, userId: bob, level: 100, seen: 0 }))).toBe('room.changed');
    expect(await refused(agnes.page.call('roomSettings.setPermission', { ...room, permission: 'topic', level: 0, seen: 50 }))).toBe(
      'room.changed',
    );
    // What is as wanted already is done.
    expect(await refused(agnes.page.call('roomSettings.setPower', { ...room, userId: bob, level: 50, seen: 0 }))).toBe('done');
  });

  it('are refused once they were taken away', async () => {
    const levels = await carla.request<{ users: { [user: string]: number } }>('GET', state('m.room.power_levels'));
    const agnesId = asUser('agnes', story);
    // Administrators cannot lower each other: agnes steps down from another device.
    const other = await story.device('agnes');
    await other.request('PUT', state('m.room.power_levels'), { ...levels, users: { ...levels.users, [agnesId]: 0 } });
    const room = { accountId: accounts.agnes, roomId };
    expect(await refused(agnes.page.call('roomSettings.setPermission', { ...room, permission: 'send', level: 0, seen: 50 }))).toBe(
      'room.forbidden',
    );
    await settings(agnes, accounts.agnes, (item) => item.power === 0);
    await carla.request('PUT', state('m.room.power_levels'), levels);
    await settings(agnes, accounts.agnes, (item) => item.power === 100);
  });
});

describe('people who are kept out', () => {
  it('are removed, banned with a reason, listed, and let in again', async () => {
    const room = { accountId: accounts.bruno, roomId };
    const denis = asUser('denis', story);
    await bruno.page.call('roomSettings.ban', { ...room, userId: denis, reason: 'Compte compromis' });
    const { people } = await bruno.page.call('roomSettings.banned', room);
    expect(people).toEqual([{ userId: denis, name: 'denis', by: 'bruno', reason: 'Compte compromis' }]);
    await bruno.page.call('roomSettings.unban', { ...room, userId: denis });
    expect((await bruno.page.call('roomSettings.banned', room)).people).toEqual([]);
  });

  it('are no error where somebody else was quicker', async () => {
    const room = { accountId: accounts.bruno, roomId, userId: asUser('denis', story) };
    expect(await refused(bruno.page.call('roomSettings.kick', { ...room, reason: '' }))).toBe('done');
    expect(await refused(bruno.page.call('roomSettings.unban', room))).toBe('done');
  });
});
