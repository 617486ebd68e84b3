import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import {
  accountId as accountIdSchema,
  CodedError,
  userId as userIdSchema,
  type AccountId,
  type CallInput,
  type CallOutput,
} from '../../preload/contract/index.ts';
import type { Sessions } from '../handlers/index.ts';
import { KeychainError, type Host } from '../host/index.ts';
import { discover, inspectHomeserver, logIn, normalBaseUrl, openHttp, revokeUnkept, type NewSession } from '../matrix/index.ts';
import type { AccountRecord, SessionRecord } from '../records/index.ts';
import { findHomeserver, RenewalMail } from '../tchap/index.ts';
import { createAccountStores, removeAccount, type AccountStores, type StoreContext } from '../store/index.ts';
import type { AccountDirectory } from './directory.ts';
import type { OpenAccount } from './entry.ts';
import { refuseToLoseKeys, signOutLosses } from './sign-out-losses.ts';

export interface SessionsParts {
  host: Pick<Host, 'net' | 'keychain' | 'environment' | 'clock'>;
  stores: StoreContext;
  directory: AccountDirectory;
  /** Name under which the devices of this installation are listed to the agent. */
  deviceName: string;
  /** Puts an account to work on its stores. */
  build(record: AccountRecord, stores: AccountStores): OpenAccount;
}

/** An e-mail address, or null: a Matrix id begins with @, a server has none. */
const emailAddress = (text: string): string | null => /^[^@\s:/]+@[^@\s:/]+\.[^@\s:/]+$/u.exec(text.trim())?.[0] ?? null;

/** Signing in and out: the life of accounts on this installation and on their servers. */
export class SessionService implements Sessions {
  readonly #parts: SessionsParts;
  readonly #renewals = new Map<AccountId, RenewalMail>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: SessionsParts) {
    this.#parts = parts;
  }

  async discover(address: string): Promise<CallOutput<'session.discover'>> {
    const { net, environment } = this.#parts.host;
    const email = emailAddress(address);
    if (email === null) return discover(net, address);
    if (environment.agentServers === null) throw new CodedError('server.not-matrix', 'e-mail addresses are not known here');
    const { baseUrl, serverName, external, movedTo } = await findHomeserver(net, environment.agentServers, email);
    return { ...(await inspectHomeserver(net, baseUrl, serverName)), external, ...(movedTo === null ? {} : { movedTo }) };
  }

  /** One at a time, so that the same account is never made twice. */
  signIn(login: CallInput<'session.signIn'>): Promise<AccountId> {
    const result = this.#turn.then(() => this.#signIn(login));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async signInAgain(accountId: AccountId, password: string): Promise<void> {
    await this.#parts.directory.entry(accountId).account().signInAgain(password, this.#parts.deviceName);
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
    await account.session.revoke();
    await this.forget(accountId);
  }

  async forget(accountId: AccountId): Promise<void> {
    await this.#parts.directory.remove(accountId);
    await removeAccount(this.#parts.stores, accountId);
  }

  async #signIn(login: CallInput<'session.signIn'>): Promise<AccountId> {
    const homeserver = normalBaseUrl(login.baseUrl);
    if (homeserver === null) throw new CodedError('server.not-matrix', 'the base URL is not a URL');
    this.#refuseKnown(login.user);
    await this.#askKeychain();
    const { user, password } = login;
    const made = await logIn(openHttp(this.#parts.host.net, homeserver), {
      user,
      password,
      deviceId: null,
      deviceName: this.#parts.deviceName,
    });
    try {
      return await this.#keep(homeserver, made, password);
    } catch (error) {
      // Nothing of it is kept here, so nothing of it should stay there.
      await revokeUnkept(this.#parts.host.net, homeserver, made.accessToken);
      throw error;
    }
  }

  #refuseKnown(userId: string): void {
    if (!this.#parts.directory.views().some((view) => view.userId === userId)) return;
    throw new CodedError('auth.already-signed-in', 'this account is signed in here');
  }

  /** Before anything is asked of the server: without a keychain the session could not be kept. */
  async #askKeychain(): Promise<void> {
    try {
      await this.#parts.host.keychain.get('tchap-desktop/availability');
    } catch (error) {
      if (!(error instanceof KeychainError)) throw error;
      throw new CodedError(`keychain.${error.problem}`, error.message, { retryable: true, cause: error });
    }
  }

  async #keep(homeserver: string, made: NewSession, password: string): Promise<AccountId> {
    this.#refuseKnown(made.userId);
    const userId = v.safeParse(userIdSchema, made.userId);
    if (!userId.success) throw new CodedError('server.error', 'the server gave a malformed user id');
    const accountId = v.parse(accountIdSchema, randomUUID());
    const record = { accountId, userId: userId.output, deviceId: made.deviceId, homeserver, keyStored: true };
    const { accessToken, refreshToken } = made;
    const session: SessionRecord = { accessToken, refreshToken, displayName: null, avatarMxc: null, softLogout: false };
    const stores = await createAccountStores(this.#parts.stores, record, session);
    const entry = this.#parts.build(record, stores);
    entry.account.session.freshPassword.keep(password);
    this.#parts.directory.add(record, entry);
    return accountId;
  }
}
