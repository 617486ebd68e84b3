import { CodedError } from '../../../preload/contract/index.ts';
import type { Net } from '../../host/index.ts';
import type { AccountBar } from '../../records/index.ts';
import { barOf, errorFromResponse } from './errors.ts';
import { isObject, stringField } from './json.ts';
import { readBounded, type Http } from './request.ts';

export interface Tokens {
  accessToken: string;
  /** Null where the server gives none. */
  refreshToken: string | null;
}

/** Asks for new tokens; null where the session has ended. Rejects when nobody could be asked. */
export type Refresh = (refreshToken: string, news: AccountNews) => Promise<Tokens | null>;

/**
 * The tokens of one session: the only place that holds them outside the precious store. A new pair is
 * kept by `save` before it is used, since the server forgets the old one at the first use of the new.
 */
export class TokenKeeper {
  #tokens: Tokens;
  readonly #save: (tokens: Tokens) => void;
  readonly #refresh: Refresh;
  #refreshing: Promise<boolean> | null = null;

  constructor(tokens: Tokens, save: (tokens: Tokens) => void, refresh: Refresh) {
    this.#tokens = tokens;
    this.#save = save;
    this.#refresh = refresh;
  }

  current(): string {
    return this.#tokens.accessToken;
  }

  /** To end the session with. */
  all(): Tokens {
    return this.#tokens;
  }

  /** After a sign-in: the tokens of the same device. */
  replace(tokens: Tokens): void {
    this.#save(tokens);
    this.#tokens = tokens;
  }

  /** A new token instead of `refused`; false where there is none to be had. Rejects when the server cannot be asked, or refuses the account for now. */
  async renew(refused: string, news: AccountNews): Promise<boolean> {
    if (refused !== this.#tokens.accessToken) return true;
    if (this.#tokens.refreshToken === null) return false;
    this.#refreshing ??= this.#renew(this.#tokens.refreshToken, news).finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #renew(refreshToken: string, news: AccountNews): Promise<boolean> {
    const tokens = await this.#refresh(refreshToken, news);
    if (tokens === null) this.#tokens = { ...this.#tokens, refreshToken: null };
    else this.replace(tokens);
    return tokens !== null;
  }
}

/** Refreshes at the homeserver itself (spec 5.7.2, `POST /refresh`). */
export const homeserverRefresh =
  (http: Http): Refresh =>
  async (refreshToken, news) => {
    try {
      const answer = await http.json('POST', '/_matrix/client/v3/refresh', { body: { refresh_token: refreshToken } });
      const tokens = tokensOf(answer);
      if (tokens === null) throw new CodedError('server.error', 'the answer to /refresh holds no token', { retryable: true });
      return { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
    } catch (error) {
      tellOf(error, news);
      if (barOf(error) !== null) throw error;
      const ended = error instanceof CodedError && (error.code === 'auth.soft-logout' || error.code === 'auth.signed-out');
      if (!ended && !(error instanceof CodedError && error.detail.status === 403)) throw error;
      return null;
    }
  };

/** Why the server no longer takes the token. */
export type SessionEnd = 'auth.soft-logout' | 'auth.signed-out';

/** What answers of the homeserver say of the account, beside what was asked. */
export interface AccountNews {
  onEnded(end: SessionEnd): void;
  /** It refuses everything for now. */
  onBarred(reason: AccountBar): void;
  /** It refuses what an account that is suspended may not do. */
  onSuspended(): void;
}

/** For requests that say nothing of an account of ours. */
export const unheard: AccountNews = { onEnded: () => undefined, onBarred: () => undefined, onSuspended: () => undefined };

/** The APIs of a homeserver that take a token: Matrix, and those of modules of Synapse. */
const apis = ['/_matrix/', '/_synapse/client/'];
/** Largest body of a refusal that is read. */
const largestRefusal = { bytes: 64 * 1024, code: 'server.error' } as const;

/**
 * `fetch` that adds the token to requests of this homeserver (and to no other address), renews it
 * when the server refuses it, and tells what refusals say of the account. Also given to
 * matrix-js-sdk, whose own refresh knows OAuth sessions only.
 */
export function authorizedFetch(net: Net, baseUrl: string, tokens: TokenKeeper, news: AccountNews): Net['fetch'] {
  const once = (url: string, init: RequestInit, token: string): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return net.fetch(url, { ...init, headers });
  };
  return async (url, init = {}) => {
    if (!apis.some((path) => url.startsWith(baseUrl + path))) return net.fetch(url, init);
    // A token that is refused although it was just renewed ends the session like any other.
    for (let renewed = false; ; renewed = true) {
      const token = tokens.current();
      const response = await once(url, init, token);
      const { status } = response;
      if (status !== 401 && status !== 403) return response;
      const text = new TextDecoder().decode(await readBounded(response, largestRefusal));
      const refusal = errorFromResponse(status, response.headers, text);
      const end = status === 401 ? endOf(refusal) : null;
      if (end !== null && !renewed && (await tokens.renew(token, news))) continue;
      if (end !== null && token === tokens.current()) news.onEnded(end);
      tellOf(refusal, news);
      return new Response(text, { status, headers: { 'content-type': 'application/json' } });
    }
  };
}

const endOf = ({ code }: CodedError): SessionEnd | null => (code === 'auth.soft-logout' || code === 'auth.signed-out' ? code : null);

function tellOf(refusal: unknown, news: AccountNews): void {
  const bar = barOf(refusal);
  if (bar !== null) news.onBarred(bar);
  if (refusal instanceof CodedError && refusal.code === 'auth.suspended') news.onSuspended();
}

/** Whether an answer to a sign-in has what a session needs. */
export function tokensOf(answer: unknown): Tokens | null {
  const accessToken = isObject(answer) ? stringField(answer, 'access_token') : null;
  if (accessToken === null || !isObject(answer)) return null;
  return { accessToken, refreshToken: stringField(answer, 'refresh_token') };
}
