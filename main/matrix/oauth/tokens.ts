import { CodedError } from '../../../preload/contract/index.ts';
import type { Net } from '../../host/index.ts';
import { stringField, tokensOf, type Tokens } from '../http/index.ts';
import { postForm, Refusal } from './ask.ts';
import type { Authorization } from './authorization.ts';
import type { Provider } from './provider.ts';

export interface Granted extends Tokens {
  /** Names the session at the provider when it is to be ended; null where it gave none. */
  idToken: string | null;
}

/** Exchanges the code that the browser brought back (RFC 6749 4.1.3). */
export async function exchangeCode(net: Net, { wish, verifier }: Authorization, code: string, redirect: string): Promise<Granted> {
  const answer = await postForm(net, wish.provider.token_endpoint, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirect,
    client_id: wish.clientId,
    code_verifier: verifier,
  });
  const tokens = tokensOf(answer);
  if (tokens === null) throw new CodedError('auth.provider-error', 'the provider gave no token');
  return { ...tokens, idToken: stringField(answer, 'id_token') };
}

/** New tokens for a refresh token (RFC 6749 6); null where the provider has ended the session. */
export async function refreshTokens(net: Net, provider: Provider, clientId: string, refreshToken: string): Promise<Tokens | null> {
  try {
    const fields = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId };
    const tokens = tokensOf(await postForm(net, provider.token_endpoint, fields));
    if (tokens === null) throw new CodedError('server.error', 'the provider gave no token', { retryable: true });
    return { accessToken: tokens.accessToken, refreshToken: tokens.refreshToken ?? refreshToken };
  } catch (error) {
    if (!(error instanceof Refusal)) throw asNetwork(error);
    if (error.reason === 'invalid_grant' || error.reason === 'invalid_client' || error.reason === 'unauthorized_client') return null;
    throw new CodedError('server.error', 'the provider could not renew the token', { retryable: true, detail: error.detail });
  }
}

/** Ends the session of a token (RFC 7009). False when the provider could not be told. */
export async function revokeToken(net: Net, provider: Provider, clientId: string, tokens: Tokens): Promise<boolean> {
  if (provider.revocation_endpoint === undefined) return false;
  const { accessToken, refreshToken } = tokens;
  const token = refreshToken ?? accessToken;
  const hint = refreshToken === null ? 'access_token' : 'refresh_token';
  return postForm(net, provider.revocation_endpoint, { token, token_type_hint: hint, client_id: clientId }).then(
    () => true,
    () => false,
  );
}

/** To what works with a session, a provider that does not answer is a network that does not. */
function asNetwork(error: unknown): unknown {
  if (!(error instanceof CodedError) || error.code !== 'auth.provider-unreachable') return error;
  return new CodedError('network.unreachable', error.message, { retryable: true, cause: error });
}
