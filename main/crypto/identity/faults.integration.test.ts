import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Agent, type AgentSession } from '../../../test/crypto/agent.ts';
import { startFaultProxy, type FaultProxy } from '../../../test/fault/index.ts';
import { startHomeserver, type Homeserver, type TestUser } from '../../../test/homeserver/index.ts';

const maker = fileURLToPath(new URL('../../../test/crypto/identity-maker.ts', import.meta.url));
let server: Homeserver;
let proxy: FaultProxy;
beforeAll(async () => {
  server = await startHomeserver();
  proxy = await startFaultProxy(server.url);
});
afterAll(async () => {
  await proxy.close();
  await server.close();
});

let people = 0;
const newcomer = (): Promise<TestUser> => server.registerUser(`agent${(people += 1)}`);

/** A device at work behind the proxy, closed with its test. */
async function device(user: TestUser): Promise<Agent> {
  const agent = await Agent.signIn({ ...server, url: proxy.url }, user);
  onTestFinished(() => agent.close());
  return agent;
}

/** Whether a new device is confirmed by this code. */
async function opens(user: TestUser, code: string): Promise<boolean> {
  const { identity } = (await device(user)).crypto;
  return identity.useCode(code).then(
    () => identity.state().status === 'ready',
    () => false,
  );
}

const steps = [
  /PUT .*\/account_data\/m\.secret_storage\.key/u,
  /PUT .*\/account_data\/m\.cross_signing\.user_signing/u,
  /PUT .*\/account_data\/m\.megolm_backup/u,
  /PUT .*\/account_data\/m\.secret_storage\.default_key/u,
];

describe.each([
  ['429', { kind: 'status', status: 429, retryAfterMs: 60_000 }, 'server.rate-limited'],
  ['500', { kind: 'status', status: 500 }, 'server.error'],
  ['a lost answer', { kind: 'cut', at: 'before-headers' }, 'network.unreachable'],
] as const)('%s', (_name, fault, code) => {
  it('at any step of the silent set-up is told, and the next attempt goes on', async () => {
    const { identity } = (await device(await newcomer())).crypto;
    const endpoints = [/POST .*\/device_signing\/upload/u, /POST .*\/signatures\/upload/u, /POST .*\/room_keys\/version/u];
    // All from the start: what changes is looked at by itself too, and would else be a step ahead.
    for (const rule of endpoints.map((match) => proxy.add({ match, fault }))) {
      await expect(identity.setUp(null)).rejects.toMatchObject({ code });
      expect(rule.hits).toBeGreaterThan(0);
      await expect.poll(() => identity.state().problem).toBe(code);
      rule.remove();
    }
    await identity.setUp(null);
    expect(identity.state()).toMatchObject({ status: 'needs-code', problem: null });
  });

  it('at any step of a new code leaves the old one in force, and the next attempt goes on', async () => {
    const user = await newcomer();
    const { identity } = (await device(user)).crypto;
    await identity.setUp(null);
    const old = await identity.createCode();
    await identity.proveCode(old);
    const current = await identity.createCode();
    for (const match of steps) {
      if (match === steps[3]) expect(await opens(user, old)).toBe(true);
      proxy.add({ match, fault, times: 1 });
      await expect(identity.proveCode(current)).rejects.toMatchObject({ code });
    }
    await identity.proveCode(current);
    expect(await opens(user, current)).toBe(true);
    expect(await opens(user, old)).toBe(false);
  });
});

/** Lets another process set up identity and code until it makes this request, then kills it without warning. The code it said, if it came so far. */
async function killedAt(session: AgentSession, match: RegExp): Promise<string | null> {
  const child = spawn(process.execPath, ['--no-warnings', maker, JSON.stringify(session)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const rule = proxy.add({ match, fault: { kind: 'hold' } });
  const closed = once(child, 'close');
  await Promise.race([rule.struck, closed]);
  child.kill('SIGKILL');
  await closed;
  expect({ match, hits: rule.hits }).toEqual({ match, hits: 1 });
  rule.remove();
  return said.split('\n')[0] || null;
}

describe('kill -9', () => {
  it.each([/POST .*\/device_signing\/upload/u, /POST .*\/signatures\/upload/u, /POST .*\/room_keys\/version/u, ...steps])(
    'at %s leaves no dead end: a restart goes on, and the code in force opens all',
    async (match) => {
      const user = await newcomer();
      const first = await Agent.signIn({ ...server, url: proxy.url }, user);
      await first.close();
      const said = await killedAt(first.session, match);
      const again = await Agent.open(first.session);
      onTestFinished(() => again.close());
      await again.sync();
      const { identity } = again.crypto;
      await identity.setUp(null);
      if (identity.state().status === 'ready') return expect(await opens(user, said ?? '')).toBe(true);
      expect(identity.state().status).toBe('needs-code');
      const code = await identity.createCode();
      await identity.proveCode(code);
      expect(await opens(user, code)).toBe(true);
    },
  );
});
