import type { MatrixClient } from 'matrix-js-sdk';
import { CodedError } from '../../../preload/contract/index.ts';
import type { Net } from '../../host/index.ts';
import type { AccountRecord, SessionRecord, SignInRecord } from '../../records/index.ts';
import type { PreciousStore } from '../../store/index.ts';
import {
  authorizedFetch,
  createSdkClient,
  homeserverRefresh,
  Http,
  TokenKeeper,
  unheard,
  type AccountNews,
  type Refresh,
  type SessionEnd,
  type Tokens,
} from '../http/index.ts';
import { Barrier } from './barrier.ts';
import { FreshPassword, logIn, revoke, type NewSession } from '../login/index.ts';
import { SessionProvider } from '../oauth/index.ts';

export interface SessionParts {
  record: AccountRecord;
  precious: Pick<PreciousStore, 'session' | 'saveSession' | 'bar' | 'saveBar' | 'flush'>;
  net: Net;
}

/**
 * The session of one account: its tokens, and what talks to its homeserver with them. The tokens
 * leave this object only to the precious store and to the homeserver.
 */
export class Session {
  readonly record: AccountRecord;
  /** Whether the server refuses everything for now: nothing is asked of it then. */
  readonly barrier: Barrier;
  /** Requests with the token of the account. */
  readonly http: Http;
  /** The same as a `fetch`: for media, and under matrix-js-sdk. */
  readonly fetch: Net['fetch'];
  /** Requests to anybody, without the token. */
  readonly openFetch: Net['fetch'];
  readonly freshPassword = new FreshPassword();
  readonly #parts: SessionParts;
  readonly #anonymous: Http;
  readonly #tokens: TokenKeeper;
  #provider: { record: string; provider: SessionProvider } | null = null;
  readonly #onEnded = new Set<(end: SessionEnd) => void>();
  #onSuspended: (() => void) | null = null;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.openFetch = (url, init) => parts.net.fetch(url, init);
    this.record = parts.record;
    const { homeserver } = parts.record;
    this.#anonymous = new Http(homeserver, (url, init) => parts.net.fetch(url, init));
    this.#tokens = new TokenKeeper(this.stored(), (tokens) => this.#keep(tokens), this.#refresh);
    const news: AccountNews = {
      onEnded: (end) => this.#ended(end),
      onBarred: (reason) => this.barrier.raise(reason),
      onSuspended: () => this.#onSuspended?.(),
    };
    const fetch = authorizedFetch(parts.net, homeserver, this.#tokens, news);
    this.barrier = new Barrier(new Http(homeserver, fetch), parts.precious);
    this.fetch = this.barrier.guard(fetch);
    this.http = new Http(homeserver, this.fetch);
  }

  /** For the cryptography alone, which asks once. `onRefused` hears of answers that were no use. */
  sdkClient(onRefused: (kind: string) => void): Promise<MatrixClient> {
    const { homeserver, userId, deviceId } = this.record;
    return createSdkClient({ baseUrl: homeserver, userId, deviceId, fetch: this.fetch, onRefused });
  }

  /** Requests with the token to another server of the administration, whose refusals do not end the session. */
  httpAt(baseUrl: string): Http {
    if (baseUrl === this.record.homeserver) return this.http;
    return new Http(baseUrl, this.barrier.guard(authorizedFetch(this.#parts.net, baseUrl, this.#tokens, unheard)));
  }

  /** The session as kept. Throws `store.damaged` where it is missing. */
  stored(): SessionRecord {
    const session = this.#parts.precious.session();
    if (session === null) throw new CodedError('store.damaged', 'the store holds no session');
    return session;
  }

  save(change: Partial<SessionRecord>): void {
    this.#parts.precious.saveSession({ ...this.stored(), ...change });
  }

  /** Called when the server no longer takes the token. */
  onEnded(listener: (end: SessionEnd) => void): void {
    this.#onEnded.add(listener);
  }

  /** Called when the server refuses something because the account is suspended. */
  onSuspended(listener: () => void): void {
    this.#onSuspended = listener;
  }

  /** The OAuth provider of the session; null where it began in another way. */
  provider(): SessionProvider | null {
    const { signIn } = this.stored();
    if (signIn.way !== 'oauth') return null;
    if (this.#provider?.record !== signIn.clientId) {
      this.#provider = { record: signIn.clientId, provider: new SessionProvider(this.#parts.net, this.#anonymous, signIn) };
    }
    return this.#provider.provider;
  }

  /** A new token for the same user and device, after a soft logout (spec 5.7.2.1). */
  async signInAgain(password: string, deviceName: string): Promise<void> {
    const { userId, deviceId } = this.record;
    this.adopt(await logIn(this.#anonymous, { user: userId, password, deviceId, deviceName }), { way: 'password' });
  }

  /** Takes the tokens of a new sign-in. Throws `auth.wrong-account` where they are of another user or device. */
  adopt(fresh: NewSession, signIn: SignInRecord): void {
    if (fresh.userId !== this.record.userId || fresh.deviceId !== this.record.deviceId) {
      throw new CodedError('auth.wrong-account', 'another user or device was signed in');
    }
    this.#tokens.replace({ accessToken: fresh.accessToken, refreshToken: fresh.refreshToken });
    this.save({ softLogout: false, signIn });
    this.#parts.precious.flush();
  }

  /** Ends the session on the server; false when the server could not be told. */
  revoke(): Promise<boolean> {
    return this.provider()?.revoke(this.#tokens.all()) ?? revoke(this.http);
  }

  readonly #refresh: Refresh = (refreshToken, news) =>
    this.provider()?.refresh(refreshToken) ?? homeserverRefresh(this.#anonymous)(refreshToken, news);

  #keep({ accessToken, refreshToken }: Tokens): void {
    this.save({ accessToken, refreshToken });
    this.#parts.precious.flush();
  }

  #ended(end: SessionEnd): void {
    this.save({ softLogout: end === 'auth.soft-logout' });
    for (const listener of this.#onEnded) listener(end);
  }
}
