import { CodedError, type AccountPage } from '../../../preload/contract/index.ts';
import type { Net } from '../../host/index.ts';
import type { SignInRecord } from '../../records/index.ts';
import type { Http, Tokens } from '../http/index.ts';
import { accountPages, accountPageUrl, endSessionUrl } from './pages.ts';
import { findProvider, type Provider } from './provider.ts';
import { refreshTokens, revokeToken } from './tokens.ts';

type OAuthRecord = Extract<SignInRecord, { way: 'oauth' }>;

/** The provider of one session. Its metadata is asked for when it is first needed, once a run. */
export class SessionProvider {
  readonly #net: Net;
  readonly #http: Http;
  readonly #record: OAuthRecord;
  #found: Promise<Provider> | null = null;

  /** `http`: to the homeserver, without a token. */
  constructor(net: Net, http: Http, record: OAuthRecord) {
    this.#net = net;
    this.#http = http;
    this.#record = record;
  }

  async refresh(refreshToken: string): Promise<Tokens | null> {
    return refreshTokens(this.#net, await this.#provider(), this.#record.clientId, refreshToken);
  }

  /** False when the provider could not be told. */
  async revoke(tokens: Tokens): Promise<boolean> {
    const provider = await this.#provider().catch(() => null);
    return provider !== null && revokeToken(this.#net, provider, this.#record.clientId, tokens);
  }

  /** Where the browser ends the provider's own session; null where it cannot, or where nobody can be asked. */
  async endSessionUrl(): Promise<string | null> {
    const provider = await this.#provider().catch(() => null);
    return provider && endSessionUrl(provider, this.#record.clientId, this.#record.idToken);
  }

  async pages(): Promise<AccountPage[]> {
    return accountPages(await this.#provider());
  }

  /** Rejects with `server.unsupported-flow` where there is no such page. */
  async pageUrl(page: AccountPage, deviceId: string | null): Promise<string> {
    const url = accountPageUrl(await this.#provider(), page, deviceId);
    if (url === null) throw new CodedError('server.unsupported-flow', 'the provider has no such page');
    return url;
  }

  #provider(): Promise<Provider> {
    this.#found ??= this.#find().catch((error: unknown) => {
      this.#found = null;
      throw error;
    });
    return this.#found;
  }

  /** Another issuer is another provider: it gets no token of this one. */
  async #find(): Promise<Provider> {
    const provider = await findProvider(this.#http);
    if (provider?.issuer === this.#record.issuer) return provider;
    throw new CodedError('server.error', 'the server has another provider than at the sign-in', { retryable: true });
  }
}
