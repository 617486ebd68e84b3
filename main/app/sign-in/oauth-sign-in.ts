import { CodedError } from '../../../preload/contract/index.ts';
import type { Net } from '../../host/index.ts';
import {
  Authorization,
  exchangeCode,
  httpWithToken,
  registerClient,
  revokeToken,
  type ClientFacts,
  type Granted,
  type NewSession,
  type Provider,
} from '../../matrix/index.ts';
import type { BrowserReturn } from './browser-return.ts';
import type { SignedIn } from './signed-in.ts';

export interface OAuthWish {
  baseUrl: string;
  provider: Provider;
  /** Of an earlier sign-in of the same account; null to register anew. */
  clientId: string | null;
  deviceId: string;
  hint: string | null;
  create: boolean;
}

export interface OAuthParts {
  net: Net;
  returns: BrowserReturn;
  facts: ClientFacts;
  /** Name under which the device is listed to the agent. */
  deviceName: string;
}

/** What a provider says instead of a code (RFC 6749 4.1.2.1, OpenID Connect 3.1.2.6). */
const refusals = new Set(['access_denied', 'consent_required', 'interaction_required', 'login_required', 'account_selection_required']);

/** Signs in at an OAuth 2.0 provider in the browser (spec: OAuth 2.0 API, authorization code flow). */
export async function signInByOAuth(parts: OAuthParts, wish: OAuthWish, signal: AbortSignal): Promise<SignedIn> {
  const clientId = wish.clientId ?? (await registerClient(parts.net, wish.provider, parts.facts));
  const granted = await authorize(parts, { ...wish, clientId }, signal);
  const undo = (): Promise<unknown> => revokeToken(parts.net, wish.provider, clientId, granted);
  try {
    const session = await introduce(parts, wish, granted);
    return { session, signIn: { way: 'oauth', issuer: wish.provider.issuer, clientId, idToken: granted.idToken }, undo };
  } catch (error) {
    await undo();
    throw error;
  }
}

/** First with the names of the specification, where the server may know them; a provider that knows the older ones alone refuses them. */
async function authorize({ net, returns }: OAuthParts, wish: OAuthWish & { clientId: string }, signal: AbortSignal): Promise<Granted> {
  for (const names of wish.provider.scopeNames) {
    const authorization = new Authorization({ ...wish, names });
    const trip = { start: (redirect: string) => authorization.address(redirect), state: authorization.state };
    const { answer, redirect } = await returns.travel(trip, signal);
    if (answer.get('error') === 'invalid_scope' && names !== wish.provider.scopeNames.at(-1)) continue;
    return exchangeCode(net, authorization, codeOf(answer, wish.provider), redirect);
  }
  throw new CodedError('auth.provider-error', 'the provider knows no scope of ours');
}

function codeOf(answer: URLSearchParams, provider: Provider): string {
  const error = answer.get('error');
  if (error !== null) {
    const detail = { errcode: error.slice(0, 100) };
    throw new CodedError(refusals.has(error) ? 'auth.refused' : 'auth.provider-error', 'the provider gave no code', { detail });
  }
  const issuer = answer.get('iss');
  // RFC 9207: an answer of another provider than the one that was asked.
  if (issuer !== null && issuer !== provider.issuer) throw new CodedError('auth.state-mismatch', 'another provider answered');
  const code = answer.get('code');
  if (code === null) throw new CodedError('auth.provider-error', 'the provider gave neither code nor error');
  return code;
}

/** Whose session it is; the homeserver must know the device that was asked for. Names it, where the server lets us. */
async function introduce({ net, deviceName }: OAuthParts, { baseUrl, deviceId }: OAuthWish, tokens: Granted): Promise<NewSession> {
  const http = httpWithToken(net, baseUrl, tokens.accessToken);
  const who = await http.json('GET', '/_matrix/client/v3/account/whoami');
  if (typeof who['user_id'] !== 'string' || who['device_id'] !== deviceId) {
    throw new CodedError('auth.provider-error', 'the session is not of the device that was asked for');
  }
  const body = { display_name: deviceName };
  await http.json('PUT', `/_matrix/client/v3/devices/${encodeURIComponent(deviceId)}`, { body }).catch(() => undefined);
  return { accessToken: tokens.accessToken, refreshToken: tokens.refreshToken, userId: who['user_id'], deviceId };
}
