import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Homeserver, startFederation } from './index.ts';

describe('two homeservers of a federation', () => {
  let servers: Homeserver[];
  beforeAll(async () => {
    servers = await startFederation([{ serverName: 'agent.dinum.tchap.test' }, { serverName: 'agent.externe.tchap.test' }]);
  });
  afterAll(() => Promise.all(servers.map((server) => server.close())));

  it('carry invitations and messages between their users', async () => {
    const [here, there] = servers as [Homeserver, Homeserver];
    const marie = await here.signIn(await here.registerUser('marie'));
    const paul = await there.signIn(await there.registerUser('paul'));
    const { room_id: roomId } = await marie.request<{ room_id: string }>('POST', '/createRoom', { name: 'Essai', invite: [paul.userId] });
    const path = `/rooms/${encodeURIComponent(roomId)}`;
    await paul.request('POST', `${path}/join`, {});
    await paul.request('PUT', `${path}/send/m.room.message/1`, { msgtype: 'm.text', body: 'bonjour' });
    await expect
      .poll(async () => {
        const { chunk } = await marie.request<{ chunk: { content: { body?: string } }[] }>('GET', `${path}/messages?dir=b`);
        return chunk[0]?.content.body;
      })
      .toBe('bonjour');
  });
});
