import type { UserId } from '../../../preload/contract/index.ts';
import type { Net } from '../../host/index.ts';
import { errorFromFailure, isObject, parseObject } from '../http/index.ts';
import { isSecure, normalBaseUrl } from './address.ts';

const idleMs = 15_000;
const largest = 50 * 1024;

/** The identity server that `.well-known` of a user's server names (spec: server discovery); null where it names none. Rejects with `network.*`. */
export async function namedIdentityServer(fetch: Net['fetch'], userId: UserId): Promise<string | null> {
  const name = userId.slice(userId.indexOf(':') + 1).replace(/:\d+$/u, '');
  const init = { signal: AbortSignal.timeout(idleMs), redirect: 'follow', credentials: 'omit', cache: 'no-store' } as const;
  const response = await fetch(`https://${name}/.well-known/matrix/client`, init).catch((error: unknown) => {
    throw errorFromFailure(error);
  });
  return response.ok ? identityIn((await response.text()).slice(0, largest)) : null;
}

function identityIn(text: string): string | null {
  const identity = parseObject(text)['m.identity_server'];
  const baseUrl = isObject(identity) && typeof identity['base_url'] === 'string' ? normalBaseUrl(identity['base_url']) : null;
  return baseUrl !== null && isSecure(baseUrl) ? baseUrl : null;
}
