import { CodedError } from '../../../preload/contract/index.ts';
import type { Http } from '../http/index.ts';
import { sessionOf, type NewSession } from './password.ts';

export interface SsoTrip {
  baseUrl: string;
  /** One of those that the server named; null to be asked there. */
  provider: string | null;
  /** A new account is wanted. */
  create: boolean;
}

/** Names of the parameter that says so (MSC3824), the older one for servers that know it alone. */
const actions = ['action', 'org.matrix.msc3824.action'];

/** Where single sign-on begins (spec 5.7.1.2), to come back to `redirect`. */
export function ssoAddress({ baseUrl, provider, create }: SsoTrip, redirect: string): string {
  const chosen = provider === null ? '' : `/${encodeURIComponent(provider)}`;
  const url = new URL(`${baseUrl}/_matrix/client/v3/login/sso/redirect${chosen}`);
  url.searchParams.set('redirectUrl', redirect);
  if (create) for (const name of actions) url.searchParams.set(name, 'register');
  return url.href;
}

/** Exchanges the token that the browser brought back (`m.login.token`). It can be used once, for some minutes. */
export async function logInWithToken(http: Http, token: string, device: { id: string | null; name: string }): Promise<NewSession> {
  const body = {
    type: 'm.login.token',
    token,
    initial_device_display_name: device.name,
    refresh_token: true,
    ...(device.id === null ? {} : { device_id: device.id }),
  };
  const answer = await http.json('POST', '/_matrix/client/v3/login', { body }).catch((error: unknown) => {
    const refused = error instanceof CodedError && error.code === 'room.forbidden';
    throw refused ? new CodedError('auth.provider-error', 'the token was refused', { detail: error.detail, cause: error }) : error;
  });
  return sessionOf(answer);
}
