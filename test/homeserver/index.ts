import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Body, login, register, request } from './api.ts';
import { type AccessRulesConfig, type Federation, type ServerConfig, writeConfig } from './config.ts';
import { freePort } from './port.ts';
import { type ServerProcess, startProcess } from './process.ts';

export { ApiError, request, type Body } from './api.ts';
export { freePort } from './port.ts';

export interface TestUser {
  userId: string;
  localpart: string;
  password: string;
}
/** A device of a test user that speaks to the server by itself, without our application. */
export interface TestDevice {
  userId: string;
  deviceId: string;
  accessToken: string;
  /** One request of the client-server API; `path` starts after `/_matrix/client/v3`. */
  request<T = Body>(method: string, path: string, body?: Body): Promise<T>;
}

/** A real Synapse on the loopback, with its own folder and SQLite file. */
export interface Homeserver {
  /** Base URL of the client-server API, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly serverName: string;
  /** Log of Synapse (warnings and errors), for a look after a failure. */
  readonly logFile: string;
  /** SQLite file; whole only while the server is stopped. */
  readonly databaseFile: string;
  readonly registrationSecret: string;
  /** Token of an application service that may act as every user and set `ts`. */
  readonly serviceToken: string;
  registerUser(localpart: string, options?: { password?: string; displayName?: string; admin?: boolean }): Promise<TestUser>;
  /** Signs a user in on a device of the test's own. */
  signIn(user: TestUser, deviceName?: string): Promise<TestDevice>;
  /** One request as an administrator of the server; `path` starts at `/_synapse`. */
  admin<T = Body>(method: string, path: string, body?: Body): Promise<T>;
  /** Resolves once the user directory of a new server is filled: until then it empties itself again. */
  directoryFilled(): Promise<void>;
  /** Ends the server; its data stays for `start`. */
  stop(): Promise<void>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
  restart(): Promise<void>;
  /** Ends the server and removes its data. */
  close(): Promise<void>;
}

export interface HomeserverOptions {
  /** Localparts to register at once; their password is `motdepasse-<localpart>`. */
  users?: string[];
  /** Keys of `homeserver.yaml` that replace ours: rate limits, session lifetime, ... */
  config?: ServerConfig;
  /** Enforces Tchap's access rules on rooms, as its servers do; `true` without externals. */
  accessRules?: AccessRulesConfig | true;
  /** Accounts may expire, by word of the test (`/_synapse/client/test_validity`). */
  accountValidity?: boolean;
  /** A database of an earlier server of the same name to begin with; it is copied. */
  database?: string;
  /** `server_name`; `localhost:<port>` unless told. */
  serverName?: string;
  /** Where it listens, for a configuration that names it; a free one unless told. */
  port?: number;
  /** The federation it is in; see `startFederation`. */
  federation?: Federation;
}

/** Starts servers that federate with one another, each with a name of its own; they are given in the order of `options`. */
export async function startFederation(options: (HomeserverOptions & { serverName: string })[]): Promise<Homeserver[]> {
  const federation: { [serverName: string]: number } = {};
  for (const { serverName } of options) federation[serverName] = await freePort();
  return Promise.all(options.map((each) => startHomeserver({ ...each, federation })));
}

/** Starts a Synapse with rate limits off; about two seconds. Close it when done; on Linux it also ends with this process. */
export async function startHomeserver(options: HomeserverOptions = {}): Promise<Homeserver> {
  const { python, root } = findSynapse();
  const port = options.port ?? (await freePort());
  const folder = makeFolder(root);
  const inner = root === null ? folder : folder.slice(root.length);
  const settings = {
    folder,
    inner,
    port,
    serverName: options.serverName ?? `localhost:${port}`,
    registrationSecret: randomBytes(24).toString('hex'),
    applicationServiceToken: randomBytes(24).toString('hex'),
    federation: options.federation ?? null,
    accountValidity: options.accountValidity ?? false,
    accessRules: options.accessRules === true ? {} : (options.accessRules ?? null),
    override: options.config ?? {},
  };
  const config = writeConfig(settings);
  if (options.database !== undefined) copyFileSync(options.database, join(folder, 'homeserver.db'));
  const url = `http://127.0.0.1:${port}`;
  const outputFile = join(folder, 'output.log');
  const launch = () => startProcess({ python, config, url, outputFile, federation: options.federation ?? {} });
  const server = handle(settings, url, launch);
  await server.start();
  for (const localpart of options.users ?? []) await server.registerUser(localpart);
  return server;
}

interface Settings {
  folder: string;
  port: number;
  serverName: string;
  registrationSecret: string;
  applicationServiceToken: string;
}

function handle(settings: Settings, url: string, launch: () => Promise<ServerProcess>): Homeserver {
  let running: ServerProcess | null = null;
  let adminToken: Promise<string> | null = null;
  const server: Homeserver = {
    url,
    port: settings.port,
    serverName: settings.serverName,
    logFile: join(settings.folder, 'homeserver.log'),
    databaseFile: join(settings.folder, 'homeserver.db'),
    registrationSecret: settings.registrationSecret,
    serviceToken: settings.applicationServiceToken,
    async registerUser(localpart, { password = `motdepasse-${localpart}`, displayName = localpart, admin = false } = {}) {
      const userId = await register(url, settings.registrationSecret, { localpart, password, displayName, admin });
      return { userId, localpart, password };
    },
    signIn: async (user, deviceName = 'test') => device(url, await login(url, user.userId, user.password, deviceName)),
    async admin(method, path, body) {
      adminToken ??= makeAdministrator(server);
      return request(url, await adminToken, method, path, body);
    },
    async directoryFilled() {
      const path = '/_synapse/admin/v1/background_updates/status';
      const pending = async (): Promise<object> => (await server.admin<{ current_updates: object }>('GET', path)).current_updates;
      // Twice: between two updates there is a moment without one.
      for (let quiet = 0; quiet < 2; quiet = Object.keys(await pending()).length === 0 ? quiet + 1 : 0) await sleep(200);
    },
    async stop() {
      await running?.stop();
      running = null;
    },
    async start() {
      running ??= await launch();
    },
    async restart() {
      await server.stop();
      await server.start();
    },
    async close() {
      await server.stop();
      rmSync(settings.folder, { recursive: true, force: true });
    },
  };
  return server;
}

/** The administrator is made when first asked for, so that servers that need none stay quick. */
async function makeAdministrator(server: Homeserver): Promise<string> {
  const user = await server.registerUser(`admin-${randomBytes(4).toString('hex')}`, { admin: true });
  return (await server.signIn(user)).accessToken;
}

function device(url: string, session: { userId: string; deviceId: string; accessToken: string }): TestDevice {
  return { ...session, request: (method, path, body) => request(url, session.accessToken, method, `/_matrix/client/v3${path}`, body) };
}

function makeFolder(root: string | null): string {
  if (root === null) return mkdtempSync(join(tmpdir(), 'tchap-synapse-'));
  mkdirSync(join(root, 'srv'), { recursive: true });
  return mkdtempSync(join(root, 'srv', 'tchap-synapse-'));
}

/** Asks the run commands, which install it where it is missing. */
function findSynapse(): { python: string[]; root: string | null } {
  const script = join(import.meta.dirname, '..', '..', 'build', 'dev', 'synapse.mjs');
  const output = execFileSync(process.execPath, [script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}
