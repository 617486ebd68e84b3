import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Homeserver, startHomeserver } from './index.ts';

describe('the homeserver of the tests', () => {
  let server: Homeserver;
  beforeAll(async () => {
    server = await startHomeserver({ config: { rc_login: { failed_attempts: { per_second: 0.01, burst_count: 1 } } } });
  });
  afterAll(() => server.close());

  it('registers users who sign in and talk', async () => {
    const marie = await server.signIn(await server.registerUser('marie', { displayName: 'Marie Laurent' }));
    const { room_id: roomId } = await marie.request<{ room_id: string }>('POST', '/createRoom', { name: 'Essai' });
    await marie.request('PUT', `/rooms/${roomId}/send/m.room.message/1`, { msgtype: 'm.text', body: 'bonjour' });
    const { chunk } = await marie.request<{ chunk: { content: { body?: string } }[] }>('GET', `/rooms/${roomId}/messages?dir=b`);
    expect(chunk[0]?.content.body).toBe('bonjour');
  });

  it('has an administrator', async () => {
    const { users } = await server.admin<{ users: { name: string }[] }>('GET', '/_synapse/admin/v2/users');
    expect(users.map((user) => user.name)).toContain(`@marie:${server.serverName}`);
  });

  it('keeps its data and its port over a restart', async () => {
    const paul = await server.signIn(await server.registerUser('paul'));
    await server.stop();
    await expect(fetch(`${server.url}/_matrix/client/versions`)).rejects.toThrow();
    await server.start();
    expect(await paul.request('GET', '/account/whoami')).toMatchObject({ user_id: paul.userId });
  });

  it('limits the rate where a story asks for it', async () => {
    const user = await server.registerUser('claire');
    const wrong = { ...user, password: 'faux' };
    await expect(server.signIn(wrong)).rejects.toMatchObject({ errcode: 'M_FORBIDDEN' });
    await expect(server.signIn(wrong)).rejects.toMatchObject({ errcode: 'M_LIMIT_EXCEEDED', status: 429 });
  });

  it('leaves nothing behind', async () => {
    const other = await startHomeserver();
    const folder = dirname(other.logFile);
    expect(existsSync(folder)).toBe(true);
    await other.close();
    expect(existsSync(folder)).toBe(false);
  });
});
