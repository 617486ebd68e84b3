import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Provider, ScopeNames } from './provider.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const random = (): string => randomBytes(32).toString('base64url');

/** A new id for this device; the provider names it in the scope. */
export const newDeviceId = (): string => Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');

const prefixes: Record<ScopeNames, string> = { stable: 'urn:matrix:client', unstable: 'urn:matrix:org.matrix.msc2967.client' };

interface Wish {
  provider: Provider;
  clientId: string;
  deviceId: string;
  /** The address that the provider fills in; null to leave it to the agent. */
  hint: string | null;
  /** A new account is wanted. */
  create: boolean;
  names: ScopeNames;
}

/** One request for authorization (RFC 6749 4.1, RFC 7636). `verifier` never leaves main before the code came back. */
export class Authorization {
  readonly state = random();
  readonly verifier = random();
  readonly wish: Wish;

  constructor(wish: Wish) {
    this.wish = wish;
  }

  /** Where the browser begins, to come back to `redirect`. */
  address(redirect: string): string {
    const { provider, clientId, hint, create } = this.wish;
    const url = new URL(provider.authorization_endpoint);
    const fields = {
      response_type: 'code',
      response_mode: 'query',
      client_id: clientId,
      redirect_uri: redirect,
      scope: this.#scope(),
      state: this.state,
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...(hint === null ? {} : { login_hint: hint }),
      ...(create && provider.prompt_values_supported.includes('create') ? { prompt: 'create' } : {}),
    };
    for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
    return url.href;
  }

  /** With an identity token where signing out can end the session of the provider: it says which one. */
  #scope(): string {
    const { names, deviceId, provider } = this.wish;
    const matrix = [`${prefixes[names]}:api:*`, `${prefixes[names]}:device:${deviceId}`];
    return (provider.end_session_endpoint === undefined ? matrix : ['openid', ...matrix]).join(' ');
  }
}
