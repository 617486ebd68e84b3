import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer as createPlain, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTls } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned } from '../homeserver/self-signed.ts';

/**
 * A fake of Tchap's identity server (Sydent, identity service API v2): accounts by OpenID token, hashed
 * lookups, and invitations of addresses that have no account. The homeserver speaks to it over TLS, the
 * application through the plain address.
 */
export interface FakeIdentity {
  /** As `.well-known` names it; the homeserver finds it there. */
  readonly name: string;
  /** Where a network of a test leads requests to that name. */
  readonly plainUrl: string;
  /** Owners by address. */
  readonly owners: Map<string, string>;
  /** Addresses that were invited, in order. */
  readonly invited: string[];
  /** How many accounts were made: one for each run of an application. */
  readonly registrations: number;
  /** What was asked for, without the plain address of anybody. */
  readonly lookups: string[];
  /** The next lookups meet another pepper. */
  changePepper(): void;
  /** All tokens are forgotten. */
  forgetTokens(): void;
  close(): Promise<void>;
}

type Json = { [key: string]: unknown };
type Answer = [number, Json];

export async function startFakeIdentity(): Promise<FakeIdentity> {
  const { publicKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64').replace(/=+$/u, '');
  const tokens = new Set<string>();
  const state = { pepper: 'poivre', registrations: 0 };
  const owners = new Map<string, string>();
  const [invited, lookups]: [string[], string[]] = [[], []];
  const hashOf = (address: string): string => createHash('sha256').update(`${address} email ${state.pepper}`).digest('base64url');

  const register = ({ access_token: openid, matrix_server_name: server }: Json): Answer => {
    if (typeof openid !== 'string' || typeof server !== 'string') return [400, { errcode: 'M_MISSING_PARAMS' }];
    const token = randomBytes(12).toString('hex');
    tokens.add(token);
    state.registrations++;
    return [200, { token }];
  };
  const lookUp = ({ addresses, pepper }: Json): Answer => {
    if (pepper !== state.pepper) return [400, { errcode: 'M_INVALID_PEPPER', algorithm: 'sha256', lookup_pepper: state.pepper }];
    const asked = addresses as string[];
    lookups.push(...asked);
    const known = [...owners].map(([address, owner]) => [hashOf(address), owner] as const);
    return [200, { mappings: Object.fromEntries(known.filter(([hash]) => asked.includes(hash))) }];
  };
  const storeInvite = (origin: string, { address }: Json): Answer => {
    const email = String(address);
    invited.push(email);
    const valid = { public_key: key, key_validity_url: `${origin}/_matrix/identity/v2/pubkey/isvalid` };
    return [200, { token: randomBytes(12).toString('hex'), public_key: key, public_keys: [valid], display_name: masked(email) }];
  };
  const answer = (path: string, origin: string, body: Json, token: string): Answer => {
    if (path === '/account/register') return register(body);
    if (!tokens.has(token)) return [401, { errcode: 'M_UNAUTHORIZED' }];
    if (path === '/hash_details') return [200, { algorithms: ['none', 'sha256'], lookup_pepper: state.pepper }];
    if (path === '/lookup') return lookUp(body);
    return path === '/store-invite' ? storeInvite(origin, body) : [404, { errcode: 'M_UNRECOGNIZED' }];
  };
  const listener: RequestListener = (request, response) => {
    void read(request).then((body) => {
      const path = (request.url ?? '').replace('/_matrix/identity/v2', '');
      const [status, json] = answer(path, `https://${request.headers.host ?? ''}`, body, request.headers.authorization?.slice(7) ?? '');
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    });
  };
  const [plain, tls] = [createPlain(listener), createTls(selfSigned, listener)];
  const [plainPort, tlsPort] = await Promise.all([listening(plain), listening(tls)]);
  return {
    name: `localhost:${tlsPort}`,
    plainUrl: `http://127.0.0.1:${plainPort}`,
    owners,
    invited,
    lookups,
    get registrations() {
      return state.registrations;
    },
    changePepper: () => (state.pepper += 's'),
    forgetTokens: () => tokens.clear(),
    close: async () => {
      await Promise.all([plain, tls].map(closing));
    },
  };
}

/** As Sydent shows an address to a room: `j...@d...`. */
const masked = (email: string): string => email.replace(/^(.)[^@]*@(.).*$/u, '$1...@$2...');

async function read(request: IncomingMessage): Promise<Json> {
  const text = Buffer.concat((await request.toArray()) as Buffer[]).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Json);
}

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

const closing = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
