import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildPage, targets } from '../../build/vite/build.ts';
import { createSystemKeychain } from '../../main/electron/keychain/keytar-keychain.ts';
import type { Keychain } from '../../main/host/index.ts';
import { type Homeserver, startHomeserver, type TestUser } from '../homeserver/index.ts';
import { startHeadless } from '../host/index.ts';
import { agents, gatherAgents, registerAgents, seed } from './seed.ts';

export interface DemoOptions {
  /** Serve the application, open nothing. */
  headless: boolean;
  /** Of the served application; 0 for a free one. */
  port: number;
  /** Electron runtime and Chromium, where they are present. */
  electron: string | null;
  browser: string | null;
}

const checkout = join(import.meta.dirname, '..', '..');
const password = 'tchap-demo-2027';
const started = performance.now();
const tell = (line: string) => console.log(`[${((performance.now() - started) / 1000).toFixed(0).padStart(3)} s] ${line}`);

/** What is to be ended, last one first. */
type Ends = (() => Promise<void>)[];

/** Server, seeds, application: until Ctrl-C, which ends all that was started and removes the data. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'tchap-demo-'));
  const ends: Ends = [async () => rmSync(data, { recursive: true, force: true })];
  const end = onceOnly(async (code: number) => {
    tell('Ending');
    for (const step of ends.reverse()) await step();
    process.exit(code);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
  try {
    await play(options, data, ends);
  } catch (error) {
    console.error(error);
    await end(1);
  }
}

async function play(options: DemoOptions, data: string, ends: Ends): Promise<void> {
  tell(options.electron === null ? 'No Electron runtime here: main runs in Node, the page in Chromium' : 'Building the application');
  await (options.electron === null ? buildPage('socket') : targets.electron());
  tell('Starting Synapse');
  const server = await startHomeserver();
  ends.push(() => server.close());
  tell(`Synapse answers at ${server.url}`);
  const users = await registerAgents(server, password);
  tell('Agents sign in on their other devices');
  const cast = await gatherAgents(server, users);
  // Signed in before anything is said: what follows is encrypted for this device too.
  const login = { user: users.M, code: cast.codes.M, server };
  const application = await (options.electron === null ? signInHere : signInForElectron)(options, data, login, ends);
  tell(`${agents.M.displayName} is signed in`);
  await seed(cast, tell);
  present(await application.show(), { user: users.P, code: cast.codes.P, server });
}

interface Login {
  user: TestUser;
  /** Verification code: confirms a new device. */
  code: string;
  server: Homeserver;
}

/** Main in a Node of its own, with the page over a socket. */
async function signInHere(options: DemoOptions, data: string, { user, code, server }: Login, ends: Ends) {
  const script = join(checkout, 'test', 'host', 'headless.ts');
  const login = `${user.userId}:${user.password}@${server.url}`;
  const args = [script, '--data', join(data, 'application'), '--port', String(options.port), '--sign-in', login, '--code', code];
  const child = spawn(process.execPath, args, { cwd: checkout, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  ends.push(() => endChild(child));
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the application ended with ${String(code)}`)));
  ended.catch(() => undefined);
  const [url] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])) as [string];
  const show = async () => {
    if (!options.headless) openBrowser(options, url, data, ends);
    return url;
  };
  return { show };
}

/** The same main signs in on the folder and the keychain that Electron takes over afterwards. */
async function signInForElectron({ electron }: DemoOptions, data: string, { user, code, server }: Login, ends: Ends) {
  const keychain = createSystemKeychain();
  const { app, stop } = await startHeadless({ dataDir: join(data, 'data'), keychain: forgetful(keychain, ends) });
  const login = { baseUrl: server.url, user: user.userId, password: user.password };
  const context = { signal: new AbortController().signal };
  const { accountId } = await app.handlers['session.signIn'](login, context);
  await app.handlers['identity.useCode']({ accountId, typed: code }, context);
  const show = async () => {
    await stop();
    const args = ['.', `--user-data-dir=${data}`, ...sandbox()];
    const child = spawn(electron ?? 'electron', args, { cwd: checkout, stdio: 'ignore', detached: true });
    ends.push(() => endChild(child));
    return null;
  };
  return { show };
}

/** What the demonstration puts in the keychain of the machine goes with it. */
function forgetful(keychain: Keychain, ends: Ends): Keychain {
  const set = async (name: string, secret: string) => {
    ends.push(() => keychain.delete(name));
    await keychain.set(name, secret);
  };
  return { get: (name) => keychain.get(name), set, delete: (name) => keychain.delete(name) };
}

function present(url: string | null, { user, code, server }: Login): void {
  console.log(`
  Application of ${agents.M.displayName}:  ${url ?? 'the Electron window'}
  Second agent, for another Matrix client or another application:
    server    ${server.url}
    user      ${user.userId}  (${agents.P.displayName})
    password  ${user.password}
    code      ${code}  (verification code, confirms the new device)

  Ctrl-C ends everything.
`);
}

function openBrowser({ browser }: DemoOptions, url: string, data: string, ends: Ends): void {
  const seen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (browser === null || !seen) return tell('No display here: open the address in a browser of this machine');
  const args = [`--app=${url}`, `--user-data-dir=${join(data, 'browser')}`, '--no-first-run', '--window-size=1280,800', ...sandbox()];
  const child = spawn(browser, args, { stdio: 'ignore', detached: true });
  ends.push(() => endChild(child));
}

/** Chromium's sandbox does not start as root. */
const sandbox = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(late);
}

function onceOnly<A extends unknown[]>(action: (...args: A) => Promise<void>): (...args: A) => Promise<void> {
  let running: Promise<void> | null = null;
  return (...args) => (running ??= action(...args));
}
