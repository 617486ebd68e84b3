import { CodedError } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { stringField, tokensOf, type Http, type Tokens } from '../http/index.ts';

/** A session as the server gave it. */
export interface NewSession extends Tokens {
  userId: string;
  deviceId: string;
}

export interface PasswordLogin {
  /** Matrix id, localpart or e-mail address. */
  user: string;
  password: string;
  /** Of the session that was ended softly: the server then keeps the device; null for a new one. */
  deviceId: string | null;
  deviceName: string;
}

/** Longest wait for one rate limit; beyond it the error is told with its time. */
const longestWaitMs = 60_000;

/** Signs in with `m.login.password` (spec 5.7.1). Waits through one rate limit as told by the server. */
export async function logIn(http: Http, login: PasswordLogin): Promise<NewSession> {
  try {
    return await attempt(http, login);
  } catch (error) {
    const wait = error instanceof CodedError && error.code === 'server.rate-limited' ? (error.detail.retryAfterMs ?? 5_000) : null;
    if (wait === null || wait > longestWaitMs) throw error;
    await new Promise((resolve) => setTimeout(resolve, wait + 50));
    return attempt(http, login);
  }
}

async function attempt(http: Http, login: PasswordLogin): Promise<NewSession> {
  const answer = await http.json('POST', '/_matrix/client/v3/login', { body: bodyOf(login) }).catch((error: unknown) => {
    throw meaningOf(error);
  });
  return sessionOf(answer);
}

/** The session in an answer to a sign-in or a registration. */
export function sessionOf(answer: JsonObject): NewSession {
  const tokens = tokensOf(answer);
  const userId = stringField(answer, 'user_id');
  const deviceId = stringField(answer, 'device_id');
  if (tokens === null || userId === null || deviceId === null) throw new CodedError('server.error', 'the answer to /login is not complete');
  return { ...tokens, userId, deviceId };
}

function bodyOf(login: PasswordLogin): JsonObject {
  const email = !login.user.startsWith('@') && login.user.includes('@');
  return {
    type: 'm.login.password',
    identifier: email ? { type: 'm.id.thirdparty', medium: 'email', address: login.user } : { type: 'm.id.user', user: login.user },
    password: login.password,
    initial_device_display_name: login.deviceName,
    refresh_token: true,
    ...(login.deviceId === null ? {} : { device_id: login.deviceId }),
  };
}

/** `M_FORBIDDEN` means here that the name or the password is wrong; `M_UNKNOWN` for a flow that is off (Synapse). */
function meaningOf(error: unknown): unknown {
  if (!(error instanceof CodedError)) return error;
  const { errcode, status } = error.detail;
  const options = { detail: error.detail, cause: error };
  if (error.code === 'room.forbidden') return new CodedError('auth.wrong-password', 'the server refused name and password', options);
  const refused = error.code === 'server.error' && status === 400 && (errcode === 'M_UNKNOWN' || errcode === 'M_UNRECOGNIZED');
  return refused ? new CodedError('server.unsupported-flow', 'the server does not take m.login.password', options) : error;
}
