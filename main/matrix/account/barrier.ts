import type { Net } from '../../host/index.ts';
import type { AccountBar } from '../../records/index.ts';
import type { PreciousStore } from '../../store/index.ts';
import { barOf, type Http } from '../http/index.ts';

/** How often a barred account asks whether it still is, in milliseconds. */
const askAgainMs = 60_000;

/**
 * Stands between an account and its homeserver while the server refuses everything: the account has
 * expired (Tchap: `ORG_MATRIX_EXPIRED_ACCOUNT`), or an administrator has locked it (spec 5.7.5,
 * `M_USER_LOCKED`). Nothing is asked of the server then but whether this still holds, and the reason
 * is kept, so that a restart without network shows nothing either.
 */
export class Barrier {
  /** Requests that pass also while the account is barred. */
  readonly http: Http;
  readonly #store: Pick<PreciousStore, 'bar' | 'saveBar' | 'flush'>;
  readonly #listeners = new Set<(reason: AccountBar | null) => void>();
  #reason: AccountBar | null;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(http: Http, store: Pick<PreciousStore, 'bar' | 'saveBar' | 'flush'>) {
    this.http = http;
    this.#store = store;
    this.#reason = store.bar();
  }

  /** Why the account is barred; null where it is not. */
  get reason(): AccountBar | null {
    return this.#reason;
  }

  onChange(listener: (reason: AccountBar | null) => void): void {
    this.#listeners.add(listener);
  }

  /** `fetch` that answers what the server would, without asking it, while the account is barred. */
  guard(fetch: Net['fetch']): Net['fetch'] {
    return (url, init) => (this.#reason === null ? fetch(url, init) : Promise.resolve(refusals[this.#reason]()));
  }

  /** The server said so. */
  raise(reason: AccountBar): void {
    this.#set(reason);
  }

  /** Asks now, and from time to time until the account is let in again. */
  watch(): void {
    this.stop();
    const look = (): void => void this.check().catch(() => undefined);
    this.#timer = setInterval(look, askAgainMs);
    this.#timer.unref();
    look();
  }

  /** Asks the server (`GET /account/whoami`); whether the account is let in. Rejects with `network.*` and `server.*`. */
  async check(): Promise<boolean> {
    try {
      await this.http.json('GET', '/_matrix/client/v3/account/whoami');
      this.#set(null);
    } catch (error) {
      if (barOf(error) === null) throw error;
    }
    return this.#reason === null;
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #set(reason: AccountBar | null): void {
    if (reason === null) this.stop();
    if (reason === this.#reason) return;
    this.#reason = reason;
    for (const listener of this.#listeners) listener(reason);
    this.#store.saveBar(reason);
    this.#store.flush();
  }
}

const refusal = (status: number, errcode: string): Response =>
  new Response(JSON.stringify({ errcode, error: 'not asked: the account is barred' }), {
    status,
    headers: { 'content-type': 'application/json' },
  });

const refusals: Record<AccountBar, () => Response> = {
  expired: () => refusal(403, 'ORG_MATRIX_EXPIRED_ACCOUNT'),
  blocked: () => refusal(401, 'M_USER_LOCKED'),
};
