import { CodedError, type AccountId, type CallInput, type CallOutput } from '../../preload/contract/index.ts';
import type { Sessions } from '../handlers/index.ts';
import type { Host } from '../host/index.ts';
import { discover, inspectHomeserver, logIn, normalBaseUrl, openHttp, revokeUnkept } from '../matrix/index.ts';
import type { PolicyValues } from '../policy/index.ts';
import { removeAccount, type StoreContext } from '../store/index.ts';
import { findHomeserver, RenewalMail } from '../tchap/index.ts';
import type { AccountDirectory } from './directory.ts';
import type { AccountMaker } from './sign-in/index.ts';
import { refuseToLoseKeys, signOutLosses } from './sign-out-losses.ts';

export interface SessionsParts {
  host: Pick<Host, 'net' | 'opener' | 'environment' | 'clock'>;
  policy: PolicyValues;
  stores: StoreContext;
  directory: AccountDirectory;
  maker: AccountMaker;
  /** Name under which the devices of this installation are listed to the agent. */
  deviceName: string;
}

/** An e-mail address, or null: a Matrix id begins with @, a server has none. */
const emailAddress = (text: string): string | null => /^[^@\s:/]+@[^@\s:/]+\.[^@\s:/]+$/u.exec(text.trim())?.[0] ?? null;

/** Signing in and out: the life of accounts on this installation and on their servers. */
export class SessionService implements Sessions {
  readonly #parts: SessionsParts;
  readonly #renewals = new Map<AccountId, RenewalMail>();

  constructor(parts: SessionsParts) {
    this.#parts = parts;
  }

  /** Base URL of the one server on which agents may sign in, or null (policy `homeserver`). */
  get imposed(): string | null {
    return normalBaseUrl(this.#parts.policy.homeserver ?? '');
  }

  async discover(address: string): Promise<CallOutput<'session.discover'>> {
    const { net, environment } = this.#parts.host;
    const email = emailAddress(address);
    if (this.imposed !== null) return this.#discoverImposed(address, this.imposed);
    if (email === null) return discover(net, address);
    if (environment.agentServers === null) throw new CodedError('server.not-matrix', 'e-mail addresses are not known here');
    const { baseUrl, serverName, external, invited, movedTo } = await findHomeserver(net, environment.agentServers, email);
    const moved = movedTo === null ? {} : { movedTo };
    return { ...(await inspectHomeserver(net, baseUrl, serverName)), external, invited, ...moved };
  }

  /** The base URL in its one form. Throws `server.imposed` where the administration allows another server alone. */
  allowed(baseUrl: string): string {
    const homeserver = normalBaseUrl(baseUrl);
    if (homeserver === null) throw new CodedError('server.not-matrix', 'the base URL is not a URL');
    if (this.imposed !== null && this.imposed !== homeserver) throw imposedError();
    return homeserver;
  }

  async signIn(login: CallInput<'session.signIn'>): Promise<AccountId> {
    const { host, maker, deviceName } = this.#parts;
    const homeserver = this.allowed(login.baseUrl);
    maker.refuseKnown(login.user);
    await maker.askKeychain();
    const { user, password } = login;
    const session = await logIn(openHttp(host.net, homeserver), { user, password, deviceId: null, deviceName });
    const undo = (): Promise<boolean> => revokeUnkept(host.net, homeserver, session.accessToken);
    return maker.make(homeserver, { session, signIn: { way: 'password' }, undo }, password);
  }

  async signInAgain(accountId: AccountId, password: string): Promise<void> {
    await this.#parts.directory
      .entry(accountId)
      .account()
      .signInAgain((session) => session.signInAgain(password, this.#parts.deviceName));
  }

  unlock(accountId: AccountId): Promise<void> {
    return this.#parts.directory.unlock(accountId);
  }

  check(accountId: AccountId): Promise<boolean> {
    return this.#parts.directory.entry(accountId).account().session.barrier.check();
  }

  async sendRenewal(accountId: AccountId): Promise<void> {
    const { http } = this.#parts.directory.entry(accountId).account().session.barrier;
    const mail = this.#renewals.get(accountId) ?? new RenewalMail();
    this.#renewals.set(accountId, mail);
    await mail.send((path) => http.json('POST', path, { body: {} }), this.#parts.host.clock.now());
  }

  async signOutPreview(accountId: AccountId): Promise<CallOutput<'session.signOutPreview'>> {
    return signOutLosses(this.#parts.directory.get(accountId));
  }

  async signOut(accountId: AccountId, acceptLoss: boolean): Promise<void> {
    const account = this.#parts.directory.get(accountId);
    if (!acceptLoss) await refuseToLoseKeys(account);
    // First, so that the sync does not hear of the end and show it as one that came from elsewhere.
    await account.stop();
    const endAt = (await account.session.provider()?.endSessionUrl()) ?? null;
    await account.session.revoke();
    await this.forget(accountId);
    // Its own session at the provider, which would sign in the next person at this browser.
    if (endAt !== null) await this.#parts.host.opener.open(endAt).catch(() => undefined);
  }

  async forget(accountId: AccountId): Promise<void> {
    await this.#parts.directory.remove(accountId);
    await removeAccount(this.#parts.stores, accountId);
  }

  /** Who one is says nothing of the server then; another server is refused. */
  async #discoverImposed(address: string, baseUrl: string): Promise<CallOutput<'session.discover'>> {
    const { net } = this.#parts.host;
    const fits = address.trim().startsWith('@') || emailAddress(address) !== null || normalBaseUrl(address) === baseUrl;
    if (!fits && (await discover(net, address)).baseUrl !== baseUrl) throw imposedError();
    return inspectHomeserver(net, baseUrl, null);
  }
}

const imposedError = (): CodedError => new CodedError('server.imposed', 'the administration allows another server alone');
