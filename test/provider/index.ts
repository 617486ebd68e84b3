import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errors, Provider, interactionPolicy, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { request } from '../homeserver/index.ts';
import { accountPage, donePage, newAccountPage, signInPage } from './pages.ts';

/** Somebody whom the provider knows. `localpart` of the Matrix id. */
export interface Person {
  email: string;
  password: string;
  localpart: string;
}

export interface ProviderOptions {
  /** As providers were: scopes under the names of MSC2967, no page for new accounts, nowhere to end the session of a browser. */
  older?: boolean;
  /** Life of an access token, in seconds. */
  accessTokenSeconds?: number;
  /** Clients that are there from the start, beside those that register. */
  clients?: Configuration['clients'];
}

/**
 * An OAuth 2.0 and OpenID Connect provider (npm `oidc-provider`) with sign-in pages, and of the Matrix
 * Authentication Service what Synapse asks of it: introspection with usernames, accounts and devices
 * that it makes and removes over `/_synapse/mas`. All else is the real flow.
 */
export interface TestProvider {
  readonly url: string;
  /** For `matrix_authentication_service` of Synapse. */
  readonly secret: string;
  readonly people: Person[];
  /** Requests that came, as `METHOD /path?query`. */
  readonly asked: string[];
  /** The Synapse whose accounts these are. */
  serves(homeserver: string): void;
  /** Makes an account for somebody, as a registration would. */
  add(person: Person): Promise<void>;
  /** Ends all sessions: nothing is renewed any more. */
  endSessions(): void;
  /** As when cookies are cleared: the next page asks who one is. */
  forgetBrowsers(): void;
  /** Where a browser of the story finds an address of the account pages: in the field TLS stands in front of them. */
  led(address: string): string;
  /** Sessions of browsers that are signed in. */
  browserSessions(): number;
  close(): Promise<void>;
}

/** Of the account pages, as they are told. */
const accountOrigin = 'https://compte.test';
const names = { stable: 'urn:matrix:client', unstable: 'urn:matrix:org.matrix.msc2967.client' };

export async function startProvider(options: ProviderOptions = {}): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = new Map<string, Map<string, Record<string, unknown>>>();
  const people: Person[] = [];
  const asked: string[] = [];
  const secret = 'a-secret-of-the-story';
  let homeserver = '';
  const mas = (path: string, body: Record<string, unknown>) =>
    request(homeserver, secret, 'POST', `/_synapse/mas/${path}`, body).catch(() => null);
  /** What was asked for, by the `state` of the request. */
  const scopes = new Map<string, string[]>();
  /** Scope of the device, by the grant it was given with. */
  const devices = new Map<string, string>();
  const prefix = names[options.older ? 'unstable' : 'stable'];
  const provider = new Provider(`${url}/`, configuration(people, store, options, prefix, { devices, scopes }));
  provider.proxy = true;
  const deviceOf = (token: { grantId?: string | undefined }) =>
    devices
      .get(token.grantId ?? '')
      ?.split(':')
      .at(-1);
  const localpartOf = (email: string | undefined) => people.find((person) => person.email === email)?.localpart ?? '';

  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    await next();
    const token = ctx.path === '/token' && ctx.status === 200 ? ctx.oidc?.entities.AccessToken : undefined;
    const device = token && deviceOf(token);
    if (token && device) await mas('upsert_device', { localpart: localpartOf(token.accountId), device_id: device });
    const ended = ctx.path === '/token/revocation' ? (ctx.oidc?.entities.RefreshToken ?? ctx.oidc?.entities.AccessToken) : undefined;
    const gone = ended && deviceOf(ended);
    if (ended && gone) await mas('delete_device', { localpart: localpartOf(ended.accountId), device_id: gone });
  });

  const add = async (person: Person): Promise<void> => {
    people.push(person);
    await mas('provision_user', { localpart: person.localpart, set_displayname: person.localpart, set_emails: [person.email] });
  };
  const own = ownRoutes({ provider, people, devices, secret, add, mas, localpartOf });
  const koa = provider.callback();
  server.on('request', (incoming, response) => {
    asked.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`);
    const { searchParams } = new URL(incoming.url ?? '/', url);
    if (searchParams.has('scope')) scopes.set(searchParams.get('state') ?? '', (searchParams.get('scope') ?? '').split(' '));
    own(incoming, response).then(
      (handled) => (handled ? undefined : koa(incoming, response)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  return {
    url,
    secret,
    people,
    asked,
    serves: (target) => (homeserver = target),
    add,
    endSessions: () => ['RefreshToken', 'Grant', 'AccessToken'].forEach((kind) => store.get(kind)?.clear()),
    forgetBrowsers: () => store.get('Session')?.clear(),
    led: (address) => address.replace(accountOrigin, url),
    browserSessions: () => [...(store.get('Session')?.values() ?? [])].filter((session) => session['accountId'] !== undefined).length,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

interface Remembered {
  devices: Map<string, string>;
  scopes: Map<string, string[]>;
}

interface RouteParts {
  provider: Provider;
  people: Person[];
  devices: Map<string, string>;
  secret: string;
  add(person: Person): Promise<void>;
  mas(path: string, body: Record<string, unknown>): Promise<unknown>;
  localpartOf(email: string | undefined): string;
}

/** What stands beside `oidc-provider`: pages for people, and introspection for Synapse. True where it answered. */
function ownRoutes(parts: RouteParts) {
  const { provider, people, devices, secret, add, mas } = parts;
  const html = (response: ServerResponse, text: string): true => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text);
    return true;
  };
  const introspect = async (incoming: IncomingMessage, response: ServerResponse): Promise<true> => {
    const token = (await form(incoming)).get('token') ?? '';
    const found = incoming.headers.authorization === `Bearer ${secret}` ? await provider.AccessToken.find(token) : undefined;
    const active = found !== undefined && !found.isExpired;
    const facts = active
      ? {
          scope: `${found.scope ?? ''} ${devices.get(found.grantId ?? '') ?? ''}`.trim(),
          username: parts.localpartOf(found.accountId),
          expires_in: found.remainingTTL,
        }
      : {};
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ active, ...facts }));
    return true;
  };
  const ask = async (incoming: IncomingMessage, response: ServerResponse): Promise<true> => {
    const { uid, prompt, params } = await provider.interactionDetails(incoming, response);
    const hint = typeof params['login_hint'] === 'string' ? params['login_hint'] : '';
    return html(response, prompt.name === 'create' ? newAccountPage(uid, hint) : signInPage(uid, hint, ''));
  };
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<true> => {
    const fields = await form(incoming);
    const { uid } = await provider.interactionDetails(incoming, response);
    const [email = '', password = ''] = [fields.get('username')?.trim(), fields.get('password') ?? ''];
    if (fields.get('action') === 'refuse') await provider.interactionFinished(incoming, response, { error: 'access_denied' });
    else {
      if (fields.get('action') === 'create') await add({ email, password, localpart: email.replace('@', '-') });
      const person = people.find((one) => one.email === email && one.password === password);
      if (!person) return html(response, signInPage(uid, email, 'Identifiants invalides'));
      await provider.interactionFinished(incoming, response, { login: { accountId: person.email }, create: {} });
    }
    return true;
  };
  const account = async (incoming: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<true> => {
    const action = query.get('action') ?? '';
    if (incoming.method === 'GET') return html(response, accountPage(action));
    if (action === 'org.matrix.cross_signing_reset')
      for (const { localpart } of people) await mas('allow_cross_signing_reset', { localpart });
    return html(response, donePage());
  };
  return async (incoming: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost');
    if (pathname === '/oauth2/introspect') return introspect(incoming, response);
    if (pathname === '/account') return account(incoming, response, searchParams);
    if (/^\/interaction\/[^/]+$/u.test(pathname)) return incoming.method === 'GET' ? ask(incoming, response) : answer(incoming, response);
    return false;
  };
}

const form = async (incoming: IncomingMessage): Promise<URLSearchParams> =>
  new URLSearchParams(Buffer.concat((await incoming.toArray()) as Buffer[]).toString('utf8'));

function configuration(
  people: Person[],
  store: Map<string, Map<string, Record<string, unknown>>>,
  { accessTokenSeconds = 300, clients = [], older = false }: ProviderOptions,
  prefix: string,
  { devices, scopes }: Remembered,
): Configuration {
  const policy = interactionPolicy.base();
  // Signing in is consent enough here.
  policy.get('consent')?.checks.remove('native_client_prompt');
  policy.add(new interactionPolicy.Prompt({ name: 'create', requestable: true }), 0);
  return {
    adapter: memoryAdapter(store),
    clients,
    scopes: ['openid', 'email', `${prefix}:api:*`],
    claims: { openid: ['sub'], email: ['email'] },
    ttl: { AccessToken: accessTokenSeconds, RefreshToken: 86_400, Session: 86_400, Grant: 86_400, Interaction: 3600, IdToken: 3600 },
    conformIdTokenClaims: false,
    pkce: { required: () => false },
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    interactions: { policy, url: (_ctx, { uid }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      registration: { enabled: true },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: !older },
    },
    discovery: {
      account_management_uri: `${accountOrigin}/account`,
      account_management_actions_supported: [
        'org.matrix.profile',
        'org.matrix.devices_list',
        'org.matrix.device_delete',
        'org.matrix.cross_signing_reset',
      ],
      prompt_values_supported: older ? ['none', 'login'] : ['none', 'login', 'create'],
    },
    findAccount: (_ctx, id) => {
      const person = people.find((one) => one.email === id);
      return person && { accountId: id, claims: async () => ({ sub: id, email: person.email }) };
    },
    // Signing in is consent enough. `oidc-provider` drops scopes with an id in them: the device is remembered beside the grant.
    loadExistingGrant: async (ctx) => {
      const { provider, client, session, params } = ctx.oidc;
      if (!client || !session?.accountId) return undefined;
      const wanted = scopes.get(String(params?.['state'])) ?? [];
      if (wanted.some((name) => name.startsWith('urn:matrix:') && !name.startsWith(`${prefix}:`)))
        throw new errors.InvalidScope('unknown scope', '');
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(String(params?.['scope']));
      const device = wanted.find((name) => name.startsWith(`${prefix}:device:`));
      const grantId = await grant.save();
      if (device !== undefined) devices.set(grantId, device);
      return grant;
    },
  };
}

/** Everything in memory, where the story can look at it. */
function memoryAdapter(store: Map<string, Map<string, Record<string, unknown>>>): NonNullable<Configuration['adapter']> {
  return (kind) => {
    const rows = store.get(kind) ?? new Map<string, Record<string, unknown>>();
    store.set(kind, rows);
    const by = (name: string, value: string) => [...rows.values()].find((row) => row[name] === value);
    return {
      upsert: async (id, payload) => void rows.set(id, { ...payload }),
      find: async (id) => rows.get(id),
      findByUid: async (uid) => by('uid', uid),
      findByUserCode: async (code) => by('userCode', code),
      destroy: async (id) => void rows.delete(id),
      consume: async (id) => void Object.assign(rows.get(id) ?? {}, { consumed: Math.floor(Date.now() / 1000) }),
      revokeByGrantId: async (grantId) => {
        for (const [id, row] of rows) if (row['grantId'] === grantId) rows.delete(id);
      },
    };
  };
}
