import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Agent } from '../../../test/crypto/agent.ts';
import { startHomeserver, type Homeserver, type TestUser } from '../../../test/homeserver/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { newCodeKey, codeOf } from './code.ts';

let server: Homeserver;
beforeAll(async () => {
  server = await startHomeserver();
});
afterAll(() => server.close());

let people = 0;
const newcomer = (): Promise<TestUser> => server.registerUser(`agent${(people += 1)}`);

/** A device at work, closed with its test. */
async function device(user: TestUser): Promise<Agent> {
  const agent = await Agent.signIn(server, user);
  onTestFinished(() => agent.close());
  return agent;
}
/** The first device of an account, after its silent minute. */
async function first(user: TestUser): Promise<Agent> {
  const agent = await device(user);
  await agent.crypto.identity.setUp(null);
  return agent;
}
/** Gives the account a code. */
async function makeCode({ crypto: { identity } }: Agent): Promise<string> {
  const code = await identity.createCode();
  await identity.proveCode(code);
  return code;
}
/** Syncs until the identity stands so. */
async function until({ crypto: { identity }, ...agent }: Agent, status: string, sync: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; identity.state().status !== status && tries < 40; tries++) await sync();
  expect({ user: agent.session.userId, status: identity.state().status }).toEqual({ user: agent.session.userId, status });
}
const untilStatus = (agent: Agent, status: string): Promise<void> => until(agent, status, () => agent.sync(250));
const accountData = (agent: Agent, type: string) =>
  agent.request('GET', `/user/${encodeURIComponent(agent.session.userId)}/account_data/${encodeURIComponent(type)}`);
const setAccountData = (agent: Agent, type: string, content: JsonObject) =>
  agent.request('PUT', `/user/${encodeURIComponent(agent.session.userId)}/account_data/${encodeURIComponent(type)}`, content);

describe('the first device', () => {
  it('has a signed identity and a backup at once, and asks for a code', async () => {
    const marie = await first(await newcomer());
    expect(marie.crypto.identity.state()).toMatchObject({ status: 'needs-code', code: { exists: false }, otherDevices: 0, problem: null });
    const keys = await marie.request('POST', '/keys/query', { device_keys: { [marie.session.userId]: [] } });
    const { device_keys: devices, master_keys: masters } = keys as never as Record<
      string,
      Record<string, Record<string, { signatures: object }>>
    >;
    const own = devices?.[marie.session.userId]?.[marie.session.deviceId];
    expect(Object.keys(Object.values(own?.signatures ?? {})[0] as object)).toHaveLength(2);
    expect(masters?.[marie.session.userId]).toBeDefined();
    expect(await marie.request('GET', '/room_keys/version')).toMatchObject({ algorithm: 'm.megolm_backup.v1.curve25519-aes-sha2' });
  });

  it('goes on where it was cut off, with the same identity', async () => {
    const user = await newcomer();
    const marie = await device(user);
    // Made and kept, never published: as after a kill -9 before the upload.
    await marie.client
      .getCrypto()
      ?.bootstrapCrossSigning({ authUploadDeviceSigningKeys: () => Promise.reject(new Error('cut off')) })
      .catch(() => undefined);
    await marie.crypto.identity.setUp(null);
    expect(marie.crypto.identity.state().status).toBe('needs-code');
  });

  it('never replaces what another device made in the same moment', async () => {
    const user = await newcomer();
    const [one, other] = [await device(user), await device(user)];
    await Promise.all([one.crypto.identity.setUp(null), other.crypto.identity.setUp(null)]);
    const states = [one.crypto.identity.state().status, other.crypto.identity.state().status].sort();
    expect(states).toEqual(['needs-code', 'unconfirmed']);
  });
});

describe('the verification code', () => {
  it('changes nothing until it was typed again, then opens all that the next device needs', async () => {
    const user = await newcomer();
    const marie = await first(user);
    const { identity } = marie.crypto;
    const code = await identity.createCode();
    expect(code).toMatch(/^Es\w\w( [1-9A-HJ-NP-Za-km-z]{4}){11}$/u);
    await expect(identity.proveCode(codeOf(newCodeKey()))).rejects.toMatchObject({ code: 'identity.wrong-code' });
    await expect(identity.proveCode(code.slice(0, -1))).rejects.toMatchObject({ code: 'identity.malformed-code' });
    await expect(accountData(marie, 'm.secret_storage.default_key')).rejects.toThrow('404');
    await identity.proveCode(code.replaceAll(' ', '\u00a0'));
    const { code: made, status } = identity.state();
    expect(status).toBe('ready');
    expect(Math.abs((made?.createdAt ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(await marie.client.getCrypto()?.isSecretStorageReady()).toBe(true);

    const next = await device(user);
    await next.crypto.identity.setUp(null);
    expect(next.crypto.identity.state()).toMatchObject({ status: 'unconfirmed', ways: ['device', 'code'], changed: false });
    await expect(next.crypto.identity.useCode('EsTb')).rejects.toMatchObject({ code: 'identity.malformed-code' });
    await expect(next.crypto.identity.useCode(codeOf(newCodeKey()))).rejects.toMatchObject({
      code: 'identity.wrong-code',
      detail: { createdAt: made?.createdAt },
    });
    expect(next.crypto.identity.state().status).toBe('unconfirmed');
    await next.crypto.identity.useCode(code.toString().replaceAll(' ', ' - '));
    expect(next.crypto.identity.state()).toMatchObject({ status: 'ready', otherDevices: 1 });
    expect(await next.client.getCrypto()?.getActiveSessionBackupVersion()).not.toBeNull();
  });

  it('that was replaced opens nothing any more, and is told apart', async () => {
    const user = await newcomer();
    const marie = await first(user);
    const old = await makeCode(marie);
    const current = await makeCode(marie);
    const master = (await accountData(marie, 'm.cross_signing.master')) as { encrypted?: object };
    expect(Object.keys(master.encrypted ?? {})).toHaveLength(1);
    const next = await device(user);
    await expect(next.crypto.identity.useCode(old)).rejects.toMatchObject({ code: 'identity.old-code' });
    await next.crypto.identity.useCode(current);
    expect(next.crypto.identity.state().status).toBe('ready');
  });

  it('is heard of by the other devices, without a restart', async () => {
    const user = await newcomer();
    const marie = await first(user);
    const next = await device(user);
    await next.crypto.identity.setUp(null);
    expect(next.crypto.identity.state()).toMatchObject({ status: 'unconfirmed', ways: ['device'] });
    const code = await makeCode(marie);
    next.crypto.identity.accountData(['m.secret_storage.default_key']);
    await untilStatus(next, 'unconfirmed');
    await expect.poll(() => next.crypto.identity.state().ways).toEqual(['device', 'code']);
    await next.crypto.identity.useCode(code);
    for (let tries = 0; marie.crypto.identity.state().otherDevices === 0 && tries < 20; tries++) await marie.sync(500);
    expect(marie.crypto.identity.state().otherDevices).toBe(1);
  });

  it.each([
    { 'm.secret_storage.default_key': { key: 7 } },
    {
      'm.secret_storage.key.x': { algorithm: 'm.secret_storage.v1.aes-hmac-sha2', iv: 'AA', mac: '!!!' },
      'm.secret_storage.default_key': { key: 'x' },
    },
    { 'm.secret_storage.key.x': { algorithm: 'rot13' }, 'm.secret_storage.default_key': { key: 'x' } },
    { 'm.cross_signing.master': { encrypted: 'no' }, 'm.cross_signing.self_signing': {} },
  ])('stands up to account data that makes no sense: %j', async (contents) => {
    const user = await newcomer();
    const marie = await first(user);
    const code = await makeCode(marie);
    for (const [type, content] of Object.entries(contents)) await setAccountData(marie, type, content);
    const next = await device(user);
    await next.crypto.identity.setUp(null);
    expect(next.crypto.identity.state().status).toBe('unconfirmed');
    await expect(next.crypto.identity.useCode(code)).rejects.toMatchObject({ code: expect.stringMatching(/^identity\./u) as string });
    await marie.crypto.identity.setUp(null);
    expect(marie.crypto.identity.state().status).toBe('needs-code');
    await next.crypto.identity.useCode(await makeCode(marie));
    expect(next.crypto.identity.state().status).toBe('ready');
  });
});

describe('a reset', () => {
  it('asks for the password, gives this device a new identity, and tells the others that theirs changed', async () => {
    const user = await newcomer();
    const marie = await first(user);
    await makeCode(marie);
    const next = await device(user);
    await next.crypto.identity.setUp(null);
    await expect(next.crypto.identity.reset(null)).rejects.toMatchObject({
      code: 'auth.confirm-identity',
      detail: { flows: ['password'] },
    });
    await expect(next.crypto.identity.reset({ password: 'autre' })).rejects.toMatchObject({ code: 'auth.wrong-password' });
    // Until then nothing was touched.
    expect(marie.crypto.identity.state().status).toBe('ready');
    await next.crypto.identity.reset({ password: user.password });
    expect(next.crypto.identity.state()).toMatchObject({ status: 'needs-code', code: { exists: false } });
    await untilStatus(marie, 'unconfirmed');
    expect(marie.crypto.identity.state()).toMatchObject({ changed: true, ways: ['device'] });
    const code = await makeCode(next);
    await marie.crypto.identity.useCode(code);
    expect(marie.crypto.identity.state()).toMatchObject({ status: 'ready', changed: false, otherDevices: 1 });
  });

  it('by two devices at once leaves one identity, which the loser can take', async () => {
    const user = await newcomer();
    const [one, other] = [await first(user), await device(user)];
    const answer = { password: user.password };
    await Promise.allSettled([one.crypto.identity.reset(answer), other.crypto.identity.reset(answer)]);
    for (const agent of [one, other]) await agent.crypto.identity.setUp(null);
    const [winner, loser] = one.crypto.identity.state().status === 'needs-code' ? [one, other] : [other, one];
    expect(winner.crypto.identity.state().status).toBe('needs-code');
    expect(loser.crypto.identity.state().status).toBe('unconfirmed');
    await loser.crypto.identity.useCode(await makeCode(winner));
    expect(loser.crypto.identity.state().status).toBe('ready');
  });
});
