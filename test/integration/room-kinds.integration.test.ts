import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, NewRoomKind, RoomId, RoomTemplate } from '../../preload/contract/index.ts';
import type { Body, TestDevice } from '../homeserver/index.ts';
import { asUser, signIn, startStory, type Running, type Story } from './story.ts';

const rules = 'im.vector.room.access_rules';
const kinds: NewRoomKind[] = ['private', 'external', 'private-unencrypted', 'forum'];
const templates: RoomTemplate[] = ['conversation', 'announcement', 'consultation', 'questions'];

describe.each([
  ['a server with the access rules', true],
  ['a plain homeserver', false],
])('rooms of every kind on %s', (_where, ruled) => {
  let story: Story;
  let agnes: Running;
  let accountId: AccountId;
  let device: TestDevice;
  beforeAll(async () => {
    story = await startStory(['agnes', 'bruno'], ruled ? { accessRules: true } : {});
    agnes = await story.start('agnes');
    accountId = await signIn(agnes, story, 'agnes');
    device = await story.device('agnes');
  });
  afterAll(() => story.close());

  const state = (roomId: RoomId, type: string): Promise<Body> =>
    device.request<Body>('GET', `/rooms/${encodeURIComponent(roomId)}/state/${type}/`);
  const create = (kind: NewRoomKind, more: Body = {}) =>
    agnes.page.call('rooms.create', { accountId, name: `Salon ${kind}`, invite: [], kind, ...more });

  it.each(kinds)('%s is made as asked, and known as such', async (kind) => {
    const { roomId } = await create(kind, { topic: 'De quoi parler' });
    const rooms = agnes.page.feed('rooms', { accountId });
    const all = await rooms.until((items) => items.some((room) => room.roomId === roomId && room.kind === kind && room.topic !== ''));
    rooms.close();
    const room = all.find((one) => one.roomId === roomId);
    expect(room).toMatchObject({
      topic: 'De quoi parler',
      openByLink: kind === 'forum',
      encrypted: kind === 'private' || kind === 'external',
    });
    expect(await state(roomId, 'm.room.join_rules')).toMatchObject({ join_rule: kind === 'forum' ? 'public' : 'invite' });
    expect(await state(roomId, 'm.room.guest_access')).toEqual({ guest_access: 'forbidden' });
    expect(await state(roomId, 'm.room.history_visibility')).toEqual({ history_visibility: kind === 'forum' ? 'shared' : 'invited' });
    expect(await state(roomId, rules)).toEqual({
      rule: kind === 'external' ? 'unrestricted' : 'restricted',
      ...(kind === 'private-unencrypted' ? { force_unencrypted_at_creation: true } : {}),
      ...(ruled ? { visibility: kind === 'forum' ? 'public' : 'private' } : {}),
    });
    if (ruled && kind === 'forum') expect(await state(roomId, 'm.room.retention')).toEqual({ max_lifetime: 7_776_000_000 });
  });

  it('a forum may be kept to the agents of one server', async () => {
    const { roomId } = await create('forum', { federated: false });
    expect(await state(roomId, 'm.room.create')).toMatchObject({ 'm.federate': false });
  });

  it.each(templates)('the template %s gives the levels and the past that it needs', async (template) => {
    const { roomId, notInvited } = await create('private', { template, invite: [asUser('bruno', story)] });
    expect(notInvited).toEqual([]);
    const levels = await state(roomId, 'm.room.power_levels');
    const events = levels['events'] as Body;
    expect(levels).toMatchObject({
      invite: ruled ? 50 : 0,
      state_default: ruled ? 100 : 50,
      events_default: template === 'announcement' ? 50 : 0,
    });
    expect(events).toMatchObject({ 'm.room.name': 50 });
    expect(events['m.reaction']).toBe(template === 'announcement' ? 0 : undefined);
    expect(events['org.matrix.msc3381.poll.start']).toBe(template === 'consultation' ? 50 : undefined);
    const past = template === 'consultation' || template === 'questions' ? 'shared' : 'invited';
    expect(await state(roomId, 'm.room.history_visibility')).toEqual({ history_visibility: past });
  });

  it('who announces writes, who reads cannot but may react', async () => {
    const { roomId } = await create('forum', { template: 'announcement' });
    const bruno = await story.device('bruno');
    const path = `/rooms/${encodeURIComponent(roomId)}`;
    const { event_id: eventId } = await device.request<{ event_id: string }>('PUT', `${path}/send/m.room.message/1`, {
      msgtype: 'm.text',
      body: 'Fermeture vendredi',
    });
    await bruno.request('POST', `${path}/join`, {});
    await expect(bruno.request('PUT', `${path}/send/m.room.message/2`, { msgtype: 'm.text', body: 'Non' })).rejects.toMatchObject({
      status: 403,
    });
    const { event_id: reaction } = await bruno.request<{ event_id: string }>('PUT', `${path}/send/m.reaction/3`, {
      'm.relates_to': { rel_type: 'm.annotation', event_id: eventId, key: '👍' },
    });
    await bruno.request('PUT', `${path}/redact/${encodeURIComponent(reaction)}/4`, {});
  });

  it('a person whom nobody knows stops it before anything is made', async () => {
    await expect(create('private', { invite: [asUser('personne', story)] })).rejects.toMatchObject({ code: 'user.unknown' });
  });
});

describe('a server that refuses rooms to guests', () => {
  const serverName = 'agent.externe.tchap.test';
  let story: Story;
  beforeAll(async () => {
    story = await startStory(['nina'], { serverName, accessRules: { externals: [serverName] } });
  });
  afterAll(() => story.close());

  it('is told in words, and nothing is made', async () => {
    const nina = await story.start('nina');
    const accountId = await signIn(nina, story, 'nina');
    await expect(nina.page.call('rooms.create', { accountId, name: 'Salon', invite: [] })).rejects.toMatchObject({
      code: 'room.not-created',
      detail: { status: 403 },
    });
  });
});
