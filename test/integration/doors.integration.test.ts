import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { matrixTarget, roomAlias, type AccountId, type CallInput, type RoomGlimpse, type RoomId } from '../../preload/contract/index.ts';
import type { AgentServers } from '../../main/host/index.ts';
import { freePort, type Body, type TestDevice } from '../homeserver/index.ts';
import { asRoom, asUser, join, signIn, startStory, type Running, type Story } from './story.ts';

const names = { dinum: 'agent.dinum.tchap.test', social: 'agent.social.tchap.test', externe: 'agent.externe.tchap.test' } as const;
const server = (serverName: string, name: string, external = false) => ({ baseUrl: `https://matrix.${serverName}`, name, external });
const agentServers: AgentServers = {
  domain: 'tchap.test',
  homeservers: [server(names.dinum, 'DINUM'), server(names.social, 'Social'), server(names.externe, 'Externes', true)],
};
type Of<N extends string> = { [K in N]: { story: Story; app: Running; accountId: AccountId } };
const forbidden = expect.objectContaining({ status: 403 });

describe('the doors of rooms, over three servers', () => {
  let stories: Story[];
  let people: Of<'agnes' | 'chloe' | 'nina'>;
  let agnes: TestDevice;
  beforeAll(async () => {
    const ports = await Promise.all(Object.values(names).map(async (name) => [name, await freePort()] as const));
    const common = { federation: Object.fromEntries(ports), accessRules: { externals: [names.externe] } };
    stories = await Promise.all([
      startStory(['agnes', 'bruno'], { ...common, serverName: names.dinum }),
      startStory(['chloe'], { ...common, serverName: names.social }),
      startStory(['nina'], { ...common, serverName: names.externe }),
    ]);
    const [dinum, social, externe] = stories as [Story, Story, Story];
    const open = async (story: Story, who: string) => {
      const app = await story.start(who, { agentServers });
      return { story, app, accountId: await signIn(app, story, who) };
    };
    people = { agnes: await open(dinum, 'agnes'), chloe: await open(social, 'chloe'), nina: await open(externe, 'nina') };
    agnes = await dinum.device('agnes');
  });
  afterAll(async () => {
    for (const story of stories) await story.close();
  });

  const create = (kind: CallInput<'rooms.create'>['kind'], name: string): Promise<{ roomId: RoomId }> => {
    const { app, accountId } = people.agnes;
    return app.page.call('rooms.create', { accountId, name, invite: [], ...(kind ? { kind } : {}) });
  };
  const search = (who: keyof typeof people, more: Partial<CallInput<'doors.forums'>> = {}) => {
    const { app, accountId } = people[who];
    return app.page.call('doors.forums', { accountId, server: null, query: '', from: null, ...more });
  };
  const enter = (who: keyof typeof people, address: RoomGlimpse['roomId'] | NonNullable<RoomGlimpse['alias']>, via: string[]) => {
    const { app, accountId } = people[who];
    return app.page.call('doors.enter', { accountId, address, via, asking: null });
  };
  const state = (roomId: RoomId, type: string) => agnes.request('GET', `/rooms/${encodeURIComponent(roomId)}/state/${type}/`);
  const put = (roomId: RoomId, type: string, content: Body) =>
    agnes.request('PUT', `/rooms/${encodeURIComponent(roomId)}/state/${type}/`, content);

  it('the servers are told, but for the one of guests', async () => {
    const { app, accountId } = people.chloe;
    const { servers } = await app.page.call('doors.servers', { accountId });
    expect(servers.map((one) => one.label)).toEqual(['Social', 'DINUM']);
  });

  it('a forum is found by its name here and from another server, and entered from there', async () => {
    const { roomId } = await create('forum', 'Cantines du ministère');
    await put(roomId, 'm.room.topic', { topic: 'Menus et horaires' });
    await create('forum', 'Vélos');
    await expect.poll(async () => (await search('agnes', { query: 'cantines' })).forums).toMatchObject([{ roomId, membership: 'join' }]);
    const { forums } = await search('chloe', { server: names.dinum, query: 'cantines' });
    expect(forums).toMatchObject([
      {
        roomId,
        name: 'Cantines du ministère',
        topic: 'Menus et horaires',
        memberCount: 1,
        entry: 'open',
        membership: null,
        encrypted: false,
      },
    ]);
    await enter('chloe', roomId, [names.dinum]);
    await expect.poll(async () => (await search('agnes', { query: 'cantines' })).forums[0]?.memberCount).toBe(2);
  });

  it('many forums come by pages; a server that is none is told', async () => {
    const chloe = await people.chloe.story.device('chloe');
    for (let index = 0; index < 32; index++) {
      await chloe.request('POST', '/createRoom', { preset: 'public_chat', visibility: 'public', name: `Essai ${index}` });
    }
    const first = await search('chloe', { query: 'essai' });
    expect(first.forums).toHaveLength(30);
    const second = await search('chloe', { query: 'essai', from: first.next });
    expect(new Set([...first.forums, ...second.forums].map((one) => one.roomId)).size).toBe(32);
    expect(second.next).toBeNull();
    await expect(search('chloe', { server: 'agent.nulle-part.tchap.test' })).rejects.toMatchObject({ code: 'forums.unreachable' });
  });

  it('guests find no forum, enter none, and create no room', async () => {
    const { app, accountId } = people.nina;
    const { roomId } = await create('forum', 'Entre agents');
    await expect(search('nina', { server: names.dinum })).rejects.toMatchObject({ code: 'guest.refused' });
    await expect(enter('nina', roomId, [names.dinum])).rejects.toMatchObject({ code: 'guest.refused' });
    await expect(app.page.call('rooms.create', { accountId, name: 'Salon', invite: [] })).rejects.toMatchObject({
      code: 'room.not-created',
    });
    const accounts = app.page.feed('accounts', {});
    await accounts.until(([view]) => view?.guest === true);
    accounts.close();
  });

  it('a private room is entered with its link while that is open, by agents alone', async () => {
    const { roomId } = await create('private', 'Réunion « Été »');
    const { app, accountId } = people.agnes;
    await put(roomId, 'm.room.guest_access', { guest_access: 'can_join' });
    expect(await app.page.call('doors.of', { accountId, roomId })).toMatchObject({ mayChangeLink: true, mayOpenToGuests: true });
    await expect(enter('chloe', roomId, [names.dinum])).rejects.toMatchObject({ code: 'room.no-entry' });
    await app.page.call('doors.setLinkAccess', { accountId, roomId, open: true });
    expect(await state(roomId, 'm.room.join_rules')).toEqual({ join_rule: 'public' });
    expect(await state(roomId, 'm.room.guest_access')).toEqual({ guest_access: 'forbidden' });
    expect(await state(roomId, 'm.room.encryption')).toMatchObject({ algorithm: 'm.megolm.v1.aes-sha2' });
    const { alias } = (await state(roomId, 'm.room.canonical_alias')) as { alias: string };
    expect(alias).toMatch(/^#ReunionEte[a-z0-5]{11}:agent\.dinum\.tchap\.test$/u);
    const { url } = await app.page.call('doors.of', { accountId, roomId });
    expect(matrixTarget(url)).toEqual({ kind: 'room', address: alias, eventId: null, via: [] });

    const chloe = people.chloe;
    const address = v.parse(roomAlias, alias);
    const seen = await chloe.app.page.call('doors.glimpse', { accountId: chloe.accountId, address, via: [] });
    expect(seen).toMatchObject({ roomId, alias, name: 'Réunion « Été »', entry: 'open', encrypted: true, membership: null });
    await enter('chloe', address, []);
    await expect(enter('nina', address, [])).rejects.toMatchObject({ code: 'guest.refused' });
    // A member changes nothing of it.
    expect(await chloe.app.page.call('doors.of', { accountId: chloe.accountId, roomId })).toMatchObject({
      mayChangeLink: false,
      mayOpenToGuests: false,
    });
    const closing = { accountId: chloe.accountId, roomId, open: false };
    await expect(chloe.app.page.call('doors.setLinkAccess', closing)).rejects.toMatchObject({ code: 'room.forbidden' });

    const rooms = app.page.feed('rooms', { accountId });
    await rooms.until((items) => items.some((room) => room.roomId === roomId && room.openByLink && room.kind === 'private'));
    await app.page.call('doors.setLinkAccess', { accountId, roomId, open: false });
    await rooms.until((items) => items.some((room) => room.roomId === roomId && !room.openByLink));
    rooms.close();
    const bruno = await people.agnes.story.device('bruno');
    await expect(bruno.request('POST', `/join/${encodeURIComponent(alias)}`, {})).rejects.toEqual(forbidden);
    // Opened again it keeps its address.
    await app.page.call('doors.setLinkAccess', { accountId, roomId, open: true });
    expect(await state(roomId, 'm.room.canonical_alias')).toEqual({ alias });
  });

  it('a private room is opened to guests for good, and a guest has no power in it', async () => {
    const { app, accountId } = people.agnes;
    const { roomId } = await create('private', 'Avec le prestataire');
    const guest = asUser('nina', people.nina.story);
    const invitation = { accountId, roomId, userId: guest };
    await expect(app.page.call('rooms.invite', invitation)).rejects.toMatchObject({ code: 'room.forbidden' });
    await app.page.call('doors.openToGuests', { accountId, roomId });
    await app.page.call('doors.openToGuests', { accountId, roomId });
    expect(await app.page.call('doors.of', { accountId, roomId })).toMatchObject({ mayOpenToGuests: false });
    await app.page.call('rooms.invite', invitation);
    await join(people.nina.app, people.nina.accountId, roomId);
    const levels = await state(roomId, 'm.room.power_levels');
    const users = { ...(levels['users'] as Body), [guest]: 50 };
    await expect(put(roomId, 'm.room.power_levels', { ...levels, users })).rejects.toEqual(forbidden);
    const power = { accountId, roomId, level: 50, seen: 0 };
    await expect(app.page.call('roomSettings.setPower', { ...power, userId: guest })).rejects.toMatchObject({ code: 'guest.no-power' });
    await expect(app.page.call('roomSettings.setPermission', { ...power, permission: 'default' })).rejects.toMatchObject({
      code: 'guest.no-power',
    });
    const rules = await state(roomId, 'im.vector.room.access_rules');
    await expect(put(roomId, 'im.vector.room.access_rules', { ...rules, rule: 'restricted' })).rejects.toEqual(forbidden);
  });

  it('a forum is not opened to guests', async () => {
    const { app, accountId } = people.agnes;
    const { roomId } = await create('forum', 'Pas pour tous');
    expect(await app.page.call('doors.of', { accountId, roomId })).toMatchObject({ mayChangeLink: false, mayOpenToGuests: false });
    await expect(app.page.call('doors.openToGuests', { accountId, roomId })).rejects.toMatchObject({ code: 'room.not-opened' });
  });

  it('an address that leads nowhere is told', async () => {
    const { app, accountId } = people.agnes;
    const address = v.parse(roomAlias, `#rien:${names.dinum}`);
    await expect(app.page.call('doors.glimpse', { accountId, address, via: [] })).rejects.toMatchObject({ code: 'room.unknown' });
    const gone = asRoom(`!rien:${names.dinum}`);
    expect(await app.page.call('doors.glimpse', { accountId, address: gone, via: [] })).toMatchObject({ name: '', entry: 'invitation' });
    await expect(enter('agnes', gone, [])).rejects.toMatchObject({ code: 'room.unknown' });
  });
});
