import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { Agent } from '../../../test/crypto/agent.ts';
import { startFakeApproval, startHomeserver, type Homeserver } from '../../../test/homeserver/index.ts';

let server: Homeserver;
beforeAll(async () => {
  server = await startHomeserver();
});
afterAll(() => server.close());

it('an account at a provider approves keys in the browser: the first ones, and those of a reset', async () => {
  const user = await server.registerUser('marie');
  const fake = await startFakeApproval(server.url, user);
  onTestFinished(() => fake.close());
  const marie = await Agent.signIn({ ...server, url: fake.url }, user);
  onTestFinished(() => marie.close());
  const { identity } = marie.crypto;
  const asked = { code: 'auth.confirm-identity', detail: { flows: ['browser'], url: fake.approvalUrl } };
  await expect(identity.setUp(null)).rejects.toMatchObject(asked);
  expect(identity.state()).toMatchObject({ status: 'authentication', problem: null });
  // Not approved yet.
  await expect(identity.setUp({ confirmed: true })).rejects.toMatchObject(asked);
  fake.approve();
  await identity.setUp({ confirmed: true });
  expect(identity.state().status).toBe('needs-code');
  expect(fake.answers.at(-1)).toEqual({ session: 'fake-session' });

  await expect(identity.reset(null)).rejects.toMatchObject(asked);
  const before = await marie.request('POST', '/keys/query', { device_keys: { [user.userId]: [] } });
  await identity.reset({ confirmed: true });
  const after = await marie.request('POST', '/keys/query', { device_keys: { [user.userId]: [] } });
  expect(after['master_keys']).not.toEqual(before['master_keys']);
  expect(identity.state().status).toBe('needs-code');
});
