import { CodedError } from '../../../preload/contract/index.ts';
import type { Net } from '../../host/index.ts';
import { authorizedFetch, Http, TokenKeeper, unheard } from '../http/index.ts';

/** How long sign-out waits for a server that does not answer. */
const farewellMs = 10_000;

/**
 * Revokes the token (spec: `POST /logout`). Best effort: true when the server said so or had ended the
 * session already. Without network the token stays valid on the server until the agent removes the
 * device from another one; what is kept here is removed all the same.
 */
export async function revoke(http: Http): Promise<boolean> {
  try {
    await http.json('POST', '/_matrix/client/v3/logout', { body: {}, idleMs: farewellMs });
    return true;
  } catch (error) {
    return error instanceof CodedError && (error.code === 'auth.signed-out' || error.code === 'auth.soft-logout');
  }
}

/** Requests with a token that is not kept here: of a sign-in that is not finished. */
export function httpWithToken(net: Net, baseUrl: string, accessToken: string): Http {
  const tokens = new TokenKeeper(
    { accessToken, refreshToken: null },
    () => undefined,
    async () => null,
  );
  return new Http(baseUrl, authorizedFetch(net, baseUrl, tokens, unheard));
}

/** Revokes a token that is not kept here: the session could not be stored. */
export const revokeUnkept = (net: Net, baseUrl: string, accessToken: string): Promise<boolean> =>
  revoke(httpWithToken(net, baseUrl, accessToken));
