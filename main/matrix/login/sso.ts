import { CodedError } from '../../../preload/contract/index.ts';
import type { Http } from '../http/index.ts';
import { sessionOf, type NewSession } from './password.ts';

/** Where single sign-on begins (spec 5.7.1.2). `provider`: one of those that the server named, or null to be asked there. */
export function ssoAddress(baseUrl: string, provider: string | null, redirect: string): string {
  const chosen = provider === null ? '' : `/${encodeURIComponent(provider)}`;
  const url = new URL(`${baseUrl}/_matrix/client/v3/login/sso/redirect${chosen}`);
  url.searchParams.set('redirectUrl', redirect);
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
