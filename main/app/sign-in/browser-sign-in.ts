import { CodedError, type AccountId, type AccountPage, type CallInput, type CallOutput } from '../../../preload/contract/index.ts';
import type { BrowserSignIns } from '../../handlers/index.ts';
import type { Net, Opener } from '../../host/index.ts';
import { findProvider, newDeviceId, openHttp, type ClientFacts, type Session } from '../../matrix/index.ts';
import type { AccountDirectory } from '../directory.ts';
import type { AccountMaker } from './account-maker.ts';
import type { BrowserReturn } from './browser-return.ts';
import { signInByOAuth } from './oauth-sign-in.ts';
import type { SignedIn } from './signed-in.ts';
import { signInBySso } from './sso-sign-in.ts';

export interface BrowserSignInParts {
  net: Net;
  opener: Opener;
  returns: BrowserReturn;
  directory: AccountDirectory;
  maker: AccountMaker;
  facts: ClientFacts;
  deviceName: string;
  /** Throws `server.imposed` where the administration allows another server alone. */
  allowed(baseUrl: string): string;
}

/** Signing in where the agent is identified in the browser. */
export class BrowserSignIn implements BrowserSignIns {
  readonly #parts: BrowserSignInParts;

  constructor(parts: BrowserSignInParts) {
    this.#parts = parts;
  }

  async signIn(wish: CallInput<'signIn.browser'>, signal: AbortSignal): Promise<AccountId> {
    const { maker } = this.#parts;
    const baseUrl = this.#parts.allowed(wish.baseUrl);
    const oauth = await findProvider(openHttp(this.#parts.net, baseUrl));
    await maker.askKeychain();
    const { hint, create, provider } = wish;
    const fresh = { baseUrl, clientId: null, deviceId: newDeviceId(), hint, create };
    const signedIn = await (oauth === null
      ? signInBySso(this.#parts, { baseUrl, provider, create, deviceId: null }, signal)
      : signInByOAuth(this.#parts, { ...fresh, provider: oauth }, signal));
    return maker.make(baseUrl, signedIn, null);
  }

  async signInAgain(accountId: AccountId, signal: AbortSignal): Promise<void> {
    await this.#parts.directory.get(accountId).signInAgain(async (session) => {
      const signedIn = await this.#again(session, signal);
      try {
        session.adopt(signedIn.session, signedIn.signIn);
      } catch (error) {
        await signedIn.undo();
        throw error;
      }
    });
  }

  async #again(session: Session, signal: AbortSignal): Promise<SignedIn> {
    const { homeserver: baseUrl, userId, deviceId } = session.record;
    const provider = await findProvider(openHttp(this.#parts.net, baseUrl));
    if (provider === null) return signInBySso(this.#parts, { baseUrl, provider: null, create: false, deviceId }, signal);
    const { signIn } = session.stored();
    const clientId = signIn.way === 'oauth' && signIn.issuer === provider.issuer ? signIn.clientId : null;
    const wish = { baseUrl, provider, clientId, deviceId, hint: `mxid:${userId}`, create: false };
    return signInByOAuth(this.#parts, wish, signal);
  }

  reopen(byLink: boolean): Promise<void> {
    return this.#parts.returns.reopen(byLink);
  }

  answer(address: string): void {
    this.#parts.returns.answer(address);
  }

  async pages(accountId: AccountId): Promise<CallOutput<'account.pages'>> {
    const provider = this.#parts.directory.get(accountId).session.provider();
    return { pages: (await provider?.pages()) ?? [] };
  }

  async openPage(accountId: AccountId, page: AccountPage, deviceId: string | null): Promise<void> {
    const provider = this.#parts.directory.get(accountId).session.provider();
    if (provider === null) throw new CodedError('server.unsupported-flow', 'the account has no provider');
    const url = await provider.pageUrl(page, deviceId);
    await this.#parts.opener.open(url).catch((cause: unknown) => {
      throw new CodedError('auth.browser-unopened', 'the browser could not be opened', { cause });
    });
  }
}
