import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { accountId as accountIdSchema, CodedError, userId as userIdSchema, type AccountId } from '../../../preload/contract/index.ts';
import { KeychainError, type Keychain } from '../../host/index.ts';
import type { AccountRecord, SessionRecord } from '../../records/index.ts';
import { createAccountStores, type AccountStores, type StoreContext } from '../../store/index.ts';
import type { AccountDirectory } from '../directory.ts';
import type { OpenAccount } from '../entry.ts';
import type { SignedIn } from './signed-in.ts';

export interface MakerParts {
  keychain: Keychain;
  stores: StoreContext;
  directory: AccountDirectory;
  /** Puts an account to work on its stores. */
  build(record: AccountRecord, stores: AccountStores): OpenAccount;
}

/** Makes an account of this installation from a session that a server just gave, whichever way. */
export class AccountMaker {
  readonly #parts: MakerParts;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: MakerParts) {
    this.#parts = parts;
  }

  /** Throws `auth.already-signed-in`. */
  refuseKnown(userId: string): void {
    if (!this.#parts.directory.views().some((view) => view.userId === userId)) return;
    throw new CodedError('auth.already-signed-in', 'this account is signed in here');
  }

  /** Before anything is asked of the server: without a keychain the session could not be kept. */
  async askKeychain(): Promise<void> {
    try {
      await this.#parts.keychain.get('tchap-desktop/availability');
    } catch (error) {
      if (!(error instanceof KeychainError)) throw error;
      throw new CodedError(`keychain.${error.problem}`, error.message, { retryable: true, cause: error });
    }
  }

  /** One at a time, so that the same account is never made twice. What cannot be kept here is undone at the server. */
  make(homeserver: string, signedIn: SignedIn, password: string | null): Promise<AccountId> {
    const result = this.#turn.then(() => this.#make(homeserver, signedIn, password));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #make(homeserver: string, signedIn: SignedIn, password: string | null): Promise<AccountId> {
    try {
      return await this.#keep(homeserver, signedIn, password);
    } catch (error) {
      await signedIn.undo();
      throw error;
    }
  }

  async #keep(homeserver: string, { session: made, signIn }: SignedIn, password: string | null): Promise<AccountId> {
    this.refuseKnown(made.userId);
    const userId = v.safeParse(userIdSchema, made.userId);
    if (!userId.success) throw new CodedError('server.error', 'the server gave a malformed user id');
    const accountId = v.parse(accountIdSchema, randomUUID());
    const record = { accountId, userId: userId.output, deviceId: made.deviceId, homeserver, keyStored: true };
    const { accessToken, refreshToken } = made;
    const session: SessionRecord = { accessToken, refreshToken, displayName: null, avatarMxc: null, softLogout: false, signIn };
    const stores = await createAccountStores(this.#parts.stores, record, session);
    const entry = this.#parts.build(record, stores);
    if (password !== null) entry.account.session.freshPassword.keep(password);
    this.#parts.directory.add(record, entry);
    return accountId;
  }
}
