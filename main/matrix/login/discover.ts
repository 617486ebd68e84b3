import { CodedError, type HomeserverView } from '../../../preload/contract/index.ts';
import type { Net } from '../../host/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { mailOffers } from '../by-mail/offers.ts';
import { errorFromFailure, errorFromResponse, Http, isObject, parseObject } from '../http/index.ts';
import { findProvider, type Provider } from '../oauth/provider.ts';
import { offeredBy } from './flows.ts';
import { isSecure, normalBaseUrl, parseAddress } from './address.ts';

const wellKnownLimit = 50 * 1024;
const discoveryIdleMs = 15_000;

/**
 * Finds and checks a homeserver from what the agent typed: URL, server name, or full Matrix id
 * (spec: server discovery, `GET /versions`, `GET /login`). Rejects with `network.*`,
 * `server.not-matrix`, `server.error`, `server.rate-limited`, or `server.unsupported-flow` when no
 * sign-in of ours is offered.
 */
export async function discover(net: Net, address: string): Promise<HomeserverView> {
  const parsed = parseAddress(address);
  if (parsed === null) throw new CodedError('server.not-matrix', 'neither a URL, a server name nor a Matrix id');
  if (parsed.kind === 'url') return inspectHomeserver(net, parsed.baseUrl, null);
  const found = await wellKnown(net, parsed.serverName);
  return inspectHomeserver(net, found ?? `https://${parsed.serverName}`, parsed.serverName);
}

/**
 * `GET https://{serverName}/.well-known/matrix/client`. Null for the state IGNORE of the
 * specification (404): the name itself is then tried. Other outcomes are FAIL_PROMPT or FAIL_ERROR.
 */
async function wellKnown(net: Net, serverName: string): Promise<string | null> {
  const response = await ask(net, `https://${serverName.replace(/:\d+$/u, '')}/.well-known/matrix/client`).catch((error: unknown) => {
    const failure = errorFromFailure(error);
    // A name without a web server of its own is common; a refused certificate is not to be stepped over.
    if (failure.code === 'network.unreachable') return null;
    throw failure;
  });
  if (response === null || response.status === 404) return null;
  if (response.status >= 500 || response.status === 429) throw errorFromResponse(response.status, response.headers, '');
  if (response.status !== 200) throw notMatrix(`.well-known answers ${response.status}`);
  return baseUrlOf(await response.text());
}

function baseUrlOf(text: string): string {
  if (text.length > wellKnownLimit) throw notMatrix('.well-known is too large');
  const homeserver = readObject(text, '.well-known')['m.homeserver'];
  const baseUrl = isObject(homeserver) && typeof homeserver['base_url'] === 'string' ? normalBaseUrl(homeserver['base_url']) : null;
  if (baseUrl === null) throw notMatrix('.well-known gives no base_url');
  return baseUrl;
}

function readObject(text: string, what: string): JsonObject {
  try {
    return parseObject(text);
  } catch (cause) {
    throw new CodedError('server.not-matrix', `${what} is not a JSON object`, { cause });
  }
}

const notMatrix = (message: string): CodedError => new CodedError('server.not-matrix', message);

function ask(net: Net, url: string): Promise<Response> {
  return net.fetch(url, { signal: AbortSignal.timeout(discoveryIdleMs), redirect: 'follow', credentials: 'omit', cache: 'no-store' });
}

/** Requests without a token. Throws `network.tls` for an address without TLS that is not this machine: passwords go there. */
export function openHttp(net: Net, baseUrl: string): Http {
  if (!isSecure(baseUrl)) throw new CodedError('network.tls', 'the address is not https');
  return new Http(baseUrl, (url, init) => net.fetch(url, init));
}

/** Checks that a homeserver answers at `baseUrl`, and which sign-in it offers. Rejects like `discover`. */
export async function inspectHomeserver(net: Net, baseUrl: string, serverName: string | null): Promise<HomeserverView> {
  const http = openHttp(net, baseUrl);
  const versions = await matrixAnswer(http, '/_matrix/client/versions');
  if (!Array.isArray(versions['versions'])) throw notMatrix('/versions holds no versions');
  const found = { baseUrl, serverName, external: false, invited: false };
  const provider = await findProvider(http);
  if (provider !== null) return { ...found, oauth: true, passwordLogin: false, sso: null, registers: creates(provider), resets: false };
  const offered = offeredBy(await matrixAnswer(http, '/_matrix/client/v3/login'));
  if (!offered.passwordLogin && offered.sso === null)
    throw new CodedError('server.unsupported-flow', 'the server offers no sign-in of ours');
  return { ...found, oauth: false, ...offered, ...(offered.passwordLogin ? await mailOffers(http) : {}) };
}

/** OpenID Connect Prompt Create: the provider has a page for new accounts, which it can be asked to begin with. */
const creates = ({ prompt_values_supported: prompts }: Provider): boolean => prompts.includes('create');

/** An answer that only a homeserver gives; a web server's 404 or HTML page is `server.not-matrix`. */
async function matrixAnswer(http: Http, path: string): Promise<JsonObject> {
  let text: string;
  try {
    text = new TextDecoder().decode(await http.bytes('GET', path, { idleMs: discoveryIdleMs }));
  } catch (error) {
    const failure = errorFromFailure(error);
    const status = failure.detail.status ?? 0;
    if (failure.code === 'server.error' && status < 500 && status > 0) throw notMatrix(`${path} answers ${status}`);
    if (failure.code === 'room.forbidden' || failure.code === 'auth.signed-out') throw notMatrix(`${path} answers ${status}`);
    throw failure;
  }
  return readObject(text, path);
}
