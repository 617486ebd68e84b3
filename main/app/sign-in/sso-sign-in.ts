import { randomBytes } from 'node:crypto';
import { CodedError } from '../../../preload/contract/index.ts';
import type { Net } from '../../host/index.ts';
import { logInWithToken, openHttp, revokeUnkept, ssoAddress, type SsoTrip } from '../../matrix/index.ts';
import type { BrowserReturn } from './browser-return.ts';
import type { SignedIn } from './signed-in.ts';

export interface SsoParts {
  net: Net;
  returns: BrowserReturn;
  deviceName: string;
}

export interface SsoWish extends SsoTrip {
  /** Of the session that was ended softly; null for a new one. */
  deviceId: string | null;
}

/** Signs in by single sign-on of the homeserver (spec 5.7.1.2). The protocol has no `state`: ours stands in the address to come back to. */
export async function signInBySso({ net, returns, deviceName }: SsoParts, wish: SsoWish, signal: AbortSignal): Promise<SignedIn> {
  const { baseUrl, deviceId } = wish;
  const state = randomBytes(32).toString('base64url');
  const start = (redirect: string): string => ssoAddress(wish, `${redirect}?state=${state}`);
  const { answer } = await returns.travel({ state, start }, signal);
  const token = answer.get('loginToken');
  if (token === null) throw new CodedError('auth.provider-error', 'the server gave no token');
  const session = await logInWithToken(openHttp(net, baseUrl), token, { id: deviceId, name: deviceName });
  return { session, signIn: { way: 'sso' }, undo: () => revokeUnkept(net, baseUrl, session.accessToken) };
}
