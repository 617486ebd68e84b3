import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeDiscovery, startFakeIdentity } from '../tchap/index.ts';
import { type Body, type Homeserver, startHomeserver, type TestDevice } from './index.ts';

const rules = 'im.vector.room.access_rules';
const guests = 'agent.externe.tchap.test';
const externals = [guests];
const guest = '@nina:agent.externe.tchap.test';
const state = (type: string, content: Body) => ({ type, state_key: '', content });
const rule = (value: string, more: Body = {}) => state(rules, { rule: value, ...more });
const refused = (status: number) => expect.objectContaining({ status });

describe('the access rules of the test server', () => {
  let server: Homeserver;
  let marie: TestDevice;
  let paul: TestDevice;
  beforeAll(async () => {
    server = await startHomeserver({ accessRules: { externals } });
    marie = await server.signIn(await server.registerUser('marie'));
    paul = await server.signIn(await server.registerUser('paul'));
  });
  afterAll(() => server.close());

  const make = async (body: Body): Promise<string> => {
    const { room_id: roomId } = await marie.request<{ room_id: string }>('POST', '/createRoom', body);
    return `/rooms/${encodeURIComponent(roomId)}`;
  };
  const get = (room: string, type: string) => marie.request('GET', `${room}/state/${type}/`);
  const put = (room: string, type: string, content: Body) => marie.request('PUT', `${room}/state/${type}/`, content);
  const forum = () => make({ preset: 'public_chat', visibility: 'public', initial_state: [rule('restricted')] });

  it('complete a private room: rule, encryption, history, power levels', async () => {
    const room = await make({ preset: 'private_chat', name: 'Budget' });
    expect(await get(room, rules)).toEqual({ rule: 'restricted', visibility: 'private' });
    expect(await get(room, 'm.room.encryption')).toMatchObject({ algorithm: 'm.megolm.v1.aes-sha2' });
    expect(await get(room, 'm.room.history_visibility')).toEqual({ history_visibility: 'invited' });
    expect(await get(room, 'm.room.power_levels')).toMatchObject({ invite: 50, state_default: 100, users: { [marie.userId]: 100 } });
  });

  it.each<[string, Body, number]>([
    ['an unknown rule', { initial_state: [rule('secret')] }, 400],
    ['a direct rule of a room that is none', { initial_state: [rule('direct')] }, 400],
    ['a direct message with another rule', { is_direct: true, initial_state: [rule('restricted')] }, 400],
    ['a public direct message', { is_direct: true, preset: 'public_chat', initial_state: [rule('direct')] }, 400],
    ['invitations by everybody', { power_level_content_override: { invite: 0 } }, 400],
    ['state by everybody', { initial_state: [state('m.room.power_levels', { state_default: 50 })] }, 400],
    [
      'a guest with power',
      { initial_state: [rule('unrestricted')], power_level_content_override: { users: { [guest]: 50, '@marie:x': 100 } } },
      400,
    ],
    [
      'an encrypted forum',
      { visibility: 'public', preset: 'public_chat', initial_state: [state('m.room.encryption', { algorithm: 'x' })] },
      403,
    ],
    [
      'a forum that keeps more than three months',
      { visibility: 'public', preset: 'public_chat', initial_state: [state('m.room.retention', { max_lifetime: 7_776_000_001 })] },
      403,
    ],
  ])('refuse %s', async (_what, body, status) => {
    await expect(make(body)).rejects.toEqual(refused(status));
  });

  it('keep a forum in clear, for three months, restricted and public', async () => {
    const room = await forum();
    expect(await get(room, 'm.room.retention')).toEqual({ max_lifetime: 7_776_000_000 });
    expect(await get(room, 'm.room.history_visibility')).toEqual({ history_visibility: 'shared' });
    await put(room, 'm.room.retention', { max_lifetime: 86_400_000 });
    for (const [type, content] of [
      ['m.room.encryption', { algorithm: 'm.megolm.v1.aes-sha2' }],
      ['m.room.retention', { max_lifetime: 7_776_000_001 }],
      ['m.room.retention', {}],
      ['m.room.join_rules', { join_rule: 'invite' }],
      [rules, { rule: 'unrestricted', visibility: 'public' }],
    ] as const) {
      await expect(put(room, type, content)).rejects.toEqual(refused(403));
    }
    await paul.request('POST', `${room}/join`, {});
  });

  it('open a private room to guests once, for ever, and give them no power', async () => {
    const room = await make({ preset: 'private_chat' });
    await expect(marie.request('POST', `${room}/invite`, { user_id: guest })).rejects.toEqual(refused(403));
    await put(room, rules, { rule: 'unrestricted', visibility: 'private' });
    await expect(put(room, rules, { rule: 'restricted', visibility: 'private' })).rejects.toEqual(refused(403));
    const listing = `/directory/list${room.replace('/rooms/', '/room/')}`;
    await expect(marie.request('PUT', listing, { visibility: 'public' })).rejects.toEqual(refused(403));
    const levels = await get(room, 'm.room.power_levels');
    const users = { ...(levels['users'] as Body), [guest]: 50 };
    await expect(put(room, 'm.room.power_levels', { ...levels, users })).rejects.toEqual(refused(403));
    await expect(put(room, 'm.room.power_levels', { ...levels, users_default: 1 })).rejects.toEqual(refused(403));
  });

  it('fix what a room was made as', async () => {
    const room = await make({ preset: 'private_chat', initial_state: [rule('restricted', { force_unencrypted_at_creation: true })] });
    await expect(get(room, 'm.room.encryption')).rejects.toEqual(refused(404));
    const fixed = { force_unencrypted_at_creation: true, visibility: 'private' };
    await expect(put(room, rules, { ...fixed, rule: 'unrestricted', visibility: 'public' })).rejects.toEqual(refused(403));
    await expect(put(room, rules, { rule: 'unrestricted', visibility: 'private' })).rejects.toEqual(refused(403));
    await put(room, rules, { ...fixed, rule: 'unrestricted' });
    // The link of a private room opens and closes.
    await put(room, 'm.room.join_rules', { join_rule: 'public' });
    await expect(put(room, 'm.room.encryption', { algorithm: 'm.megolm.v1.aes-sha2' })).rejects.toEqual(refused(403));
    await put(room, 'm.room.join_rules', { join_rule: 'invite' });
  });

  it('keep a direct message to two people, without name or public link', async () => {
    const room = await make({ preset: 'trusted_private_chat', is_direct: true, invite: [paul.userId] });
    expect(await get(room, rules)).toMatchObject({ rule: 'direct' });
    expect(await get(room, 'm.room.power_levels')).toMatchObject({ users: { [paul.userId]: 100 } });
    const third = await server.registerUser('luc');
    await expect(marie.request('POST', `${room}/invite`, { user_id: third.userId })).rejects.toEqual(refused(403));
    await expect(put(room, 'm.room.name', { name: 'Nous' })).rejects.toEqual(refused(403));
    await expect(put(room, 'm.room.topic', { topic: 'Nous' })).rejects.toEqual(refused(403));
    await expect(put(room, 'm.room.join_rules', { join_rule: 'public' })).rejects.toEqual(refused(403));
  });

  it('let guests make no room and find nobody', async () => {
    const home = await startHomeserver({ serverName: guests, accessRules: { externals } });
    try {
      const nina = await home.signIn(await home.registerUser('nina'));
      await home.registerUser('omar');
      await expect(nina.request('POST', '/createRoom', {})).rejects.toEqual(refused(403));
      expect(await nina.request('POST', '/user_directory/search', { search_term: 'omar' })).toMatchObject({ results: [] });
    } finally {
      await home.close();
    }
  });
});

describe('invitations by e-mail', () => {
  it('are for agents alone until a private room is open to guests; never by telephone; and what is not known of an address is refused', async () => {
    const guestAddress = 'paul@cabinet.fr';
    const discovery = await startFakeDiscovery((email) =>
      email === 'perdu@dinum.gouv.fr' ? {} : { body: { hs: email === guestAddress ? guests : 'agent.dinum.tchap.test' } },
    );
    const identity = await startFakeIdentity();
    const server = await startHomeserver({
      accessRules: { externals, identityServer: discovery.url },
      config: { use_insecure_ssl_client_just_for_testing_do_not_use: true, ip_range_blacklist: [] },
    });
    try {
      const marie = await server.signIn(await server.registerUser('marie'));
      const proof = { access_token: 'x', matrix_server_name: server.serverName };
      const account = `${identity.plainUrl}/_matrix/identity/v2/account/register`;
      const { token } = (await (await fetch(account, { method: 'POST', body: JSON.stringify(proof) })).json()) as { token: string };
      const { room_id: roomId } = await marie.request<{ room_id: string }>('POST', '/createRoom', { preset: 'private_chat' });
      const room = `/rooms/${encodeURIComponent(roomId)}`;
      const invite = (address: string, medium = 'email') =>
        marie.request('POST', `${room}/invite`, { id_server: identity.name, id_access_token: token, medium, address });
      await invite('neuf@dinum.gouv.fr');
      for (const address of [guestAddress, 'perdu@dinum.gouv.fr']) await expect(invite(address)).rejects.toEqual(refused(403));
      await expect(invite('33600000000', 'msisdn')).rejects.toEqual(refused(403));
      expect(discovery.asked).toEqual(['neuf@dinum.gouv.fr', guestAddress, 'perdu@dinum.gouv.fr']);
      await marie.request('PUT', `${room}/state/${rules}/`, { rule: 'unrestricted', visibility: 'private' });
      await invite(guestAddress);
      expect(identity.invited).toEqual(['neuf@dinum.gouv.fr', guestAddress]);
    } finally {
      await Promise.all([server.close(), identity.close(), discovery.close()]);
    }
  });
});
