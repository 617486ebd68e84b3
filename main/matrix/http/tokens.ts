import { CodedError } from '../../../preload/contract/index.ts';
import type { Net } from '../../host/index.ts';
import { errorFromResponse } from './errors.ts';
import { isObject, stringField } from './json.ts';
import type { Http } from './request.ts';

export interface Tokens {
  accessToken: string;
  /** Null where the server gives none. */
  refreshToken: string | null;
}

/**
 * The tokens of one session: the only place that holds them outside the precious store. Refreshes
 * as in spec 5.7.2 (`POST /refresh`): the new pair is kept by `save` before it is used, since the
 * server forgets the old one at the first use of the new.
 */
export class TokenKeeper {
  #tokens: Tokens;
  readonly #save: (tokens: Tokens) => void;
  readonly #http: Http;
  #refreshing: Promise<boolean> | null = null;

  constructor(tokens: Tokens, save: (tokens: Tokens) => void, http: Http) {
    this.#tokens = tokens;
    this.#save = save;
    this.#http = http;
  }

  current(): string {
    return this.#tokens.accessToken;
  }

  /** After a sign-in: the tokens of the same device. */
  replace(tokens: Tokens): void {
    this.#save(tokens);
    this.#tokens = tokens;
  }

  /** A new token instead of `refused`; false where there is none to be had. Rejects when the server cannot be asked. */
  async renew(refused: string): Promise<boolean> {
    if (refused !== this.#tokens.accessToken) return true;
    if (this.#tokens.refreshToken === null) return false;
    this.#refreshing ??= this.#refresh(this.#tokens.refreshToken).finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #refresh(refreshToken: string): Promise<boolean> {
    try {
      const answer = await this.#http.json('POST', '/_matrix/client/v3/refresh', { body: { refresh_token: refreshToken } });
      const accessToken = stringField(answer, 'access_token');
      if (accessToken === null) throw new CodedError('server.error', 'the answer to /refresh holds no token', { retryable: true });
      this.replace({ accessToken, refreshToken: stringField(answer, 'refresh_token') ?? refreshToken });
      return true;
    } catch (error) {
      const ended = error instanceof CodedError && (error.code === 'auth.soft-logout' || error.code === 'auth.signed-out');
      if (!ended && !(error instanceof CodedError && error.detail.status === 403)) throw error;
      this.#tokens = { ...this.#tokens, refreshToken: null };
      return false;
    }
  }
}

/** Why the server no longer takes the token. */
export type SessionEnd = 'auth.soft-logout' | 'auth.signed-out';

/**
 * `fetch` that adds the token to requests of this homeserver (and to no other address), renews it
 * when the server refuses it, and tells `onEnded` when the session has ended. Also given to
 * matrix-js-sdk, whose own refresh knows OAuth sessions only.
 */
export function authorizedFetch(net: Net, baseUrl: string, tokens: TokenKeeper, onEnded: (end: SessionEnd) => void): Net['fetch'] {
  const prefix = `${baseUrl}/_matrix/`;
  const once = (url: string, init: RequestInit, token: string): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return net.fetch(url, { ...init, headers });
  };
  return async (url, init = {}) => {
    if (!url.startsWith(prefix)) return net.fetch(url, init);
    // A token that is refused although it was just renewed ends the session like any other.
    for (let renewed = false; ; renewed = true) {
      const token = tokens.current();
      const response = await once(url, init, token);
      if (response.status !== 401) return response;
      const text = await response.text();
      const end = endOf(text, response.headers);
      if (end !== null && !renewed && (await tokens.renew(token))) continue;
      if (end !== null && token === tokens.current()) onEnded(end);
      return new Response(text, { status: 401, headers: { 'content-type': 'application/json' } });
    }
  };
}

function endOf(text: string, headers: Headers): SessionEnd | null {
  const { code } = errorFromResponse(401, headers, text);
  return code === 'auth.soft-logout' || code === 'auth.signed-out' ? code : null;
}

/** Whether an answer to a sign-in has what a session needs. */
export function tokensOf(answer: unknown): Tokens | null {
  const accessToken = isObject(answer) ? stringField(answer, 'access_token') : null;
  if (accessToken === null || !isObject(answer)) return null;
  return { accessToken, refreshToken: stringField(answer, 'refresh_token') };
}
