import { CodedError, type AccountView, type ErrorCode } from '../../preload/contract/index.ts';
import type { LiveAccount } from '../matrix/index.ts';
import type { AccountRecord } from '../records/index.ts';

/** An account whose stores are open, with the way to close them. */
export interface OpenAccount {
  account: LiveAccount;
  /** Ends its work and closes its stores. */
  close(): Promise<void>;
}

/** One account of the list, open or not. */
export class Entry {
  readonly record: AccountRecord;
  open: OpenAccount | null = null;
  /** The opening that is under way. */
  opening: Promise<void> | null = null;
  problem: ErrorCode | null = null;
  /** It starts to work only once a page shows its rooms. */
  waitsForPage = false;

  constructor(record: AccountRecord) {
    this.record = record;
  }

  view(): AccountView {
    if (this.open !== null) return this.open.account.view();
    const { accountId, userId, homeserver, deviceId } = this.record;
    const status = this.problem === null ? 'opening' : 'locked';
    const connection = this.problem === null ? 'connecting' : 'offline';
    const unknown = {
      displayName: null,
      avatar: null,
      lastSyncAt: null,
      contentScanner: false,
      guest: false,
      features: [],
      suspended: false,
      move: null,
      signIn: 'password' as const,
    };
    return { accountId, userId, homeserver, deviceId, ...unknown, status, connection, problem: this.problem };
  }

  /** The open account. Throws `account.unknown`. */
  account(): LiveAccount {
    if (this.open === null) throw new CodedError('account.unknown', 'the account is not open');
    return this.open.account;
  }
}
