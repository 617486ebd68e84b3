import { CodedError, type AccountId, type AccountView } from '../../preload/contract/index.ts';
import type { Logger } from '../log/index.ts';
import { Hearers, toCodedError, type Accounts, type LiveAccount, type Unsubscribe } from '../matrix/index.ts';
import type { AccountRecord } from '../records/index.ts';
import { Entry, type OpenAccount } from './entry.ts';

/** How long an account waits for a page to show its rooms before it starts to work, in milliseconds. */
const pageMs = 1_500;
/** An account that the server refuses shows nothing of what is kept of it. */
const isBarred = (account: LiveAccount): boolean => account.session.barrier.reason !== null;

/** How long it leaves a page that shows them to open its first conversation, in milliseconds. */
const conversationMs = 300;

/**
 * The accounts of this installation while the application runs. Each opens by itself: one whose
 * keychain is locked keeps none of the others waiting.
 */
export class AccountDirectory implements Accounts {
  readonly #entries = new Map<AccountId, Entry>();
  readonly #views: Hearers<AccountView[]>;
  readonly #opened: Hearers<LiveAccount>;
  readonly #openStores: (record: AccountRecord) => Promise<OpenAccount>;
  readonly #log: Logger;
  #stopped = false;

  /** `openStores` opens what is kept of an account; it rejects with `keychain.*` and `store.*`. */
  constructor(openStores: (record: AccountRecord) => Promise<OpenAccount>, log: Logger) {
    this.#openStores = openStores;
    this.#log = log;
    this.#views = new Hearers(log);
    this.#opened = new Hearers(log);
  }

  views(): AccountView[] {
    return [...this.#entries.values()].map((entry) => entry.view());
  }

  onViews(listener: (views: AccountView[]) => void): Unsubscribe {
    return this.#views.add(listener);
  }

  /** Called for each account once its stores are open, before it starts to work. */
  onOpened(listener: (account: LiveAccount) => void): Unsubscribe {
    return this.#opened.add(listener);
  }

  find(accountId: AccountId): LiveAccount | null {
    const account = this.#entries.get(accountId)?.open?.account ?? null;
    return account === null || isBarred(account) ? null : account;
  }

  get(accountId: AccountId): LiveAccount {
    const account = this.entry(accountId).account();
    if (isBarred(account)) throw new CodedError('account.unknown', 'the server refuses the account for now');
    return account;
  }

  /** Throws `account.unknown`. */
  entry(accountId: AccountId): Entry {
    const entry = this.#entries.get(accountId);
    if (entry === undefined) throw new CodedError('account.unknown', 'no such account');
    return entry;
  }

  /** Those whose conversations may be shown. */
  open(): LiveAccount[] {
    return this.#accounts().filter((account) => !isBarred(account));
  }

  /** The machine woke up, or its network changed: every account asks its server. */
  wake(): void {
    for (const account of this.#accounts()) account.retryNow();
  }

  /**
   * Lists an account that was there before, and opens it in the background. It goes to work once a
   * page shows its rooms (`shown`), or soon after: the cryptography and the first sync answer would
   * keep the agent waiting for a list that lies ready.
   */
  list(record: AccountRecord): void {
    const entry = new Entry(record);
    entry.waitsForPage = true;
    this.#entries.set(record.accountId, entry);
    void this.#openEntry(entry).catch(() => undefined);
  }

  /** Lists an account that was made just now. */
  add(record: AccountRecord, open: OpenAccount): void {
    const entry = new Entry(record);
    this.#entries.set(record.accountId, entry);
    this.#welcome(entry, open);
  }

  /** A page shows the rooms of the account. */
  shown(accountId: AccountId): void {
    const entry = this.#entries.get(accountId);
    if (entry?.waitsForPage) this.#startSoon(entry, conversationMs);
  }

  /** Tries to open a locked account again. Rejects with `keychain.*` and `store.*`. */
  async unlock(accountId: AccountId): Promise<void> {
    const entry = this.entry(accountId);
    if (entry.open === null) await this.#openEntry(entry);
  }

  /** Closes an account and takes it off the list. Its files stay. */
  async remove(accountId: AccountId): Promise<void> {
    const entry = this.entry(accountId);
    await entry.opening?.catch(() => undefined);
    const open = entry.open;
    entry.open = null;
    this.#entries.delete(accountId);
    this.#tell();
    await open?.close();
  }

  /** Once nothing is being opened any more, with success or not. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#entries.values()].flatMap((entry) => (entry.opening === null ? [] : [entry.opening])));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.settled();
    await Promise.allSettled(this.#takeAll().map((open) => open.close()));
  }

  #accounts(): LiveAccount[] {
    return [...this.#entries.values()].flatMap((entry) => (entry.open === null ? [] : [entry.open.account]));
  }

  #takeAll(): OpenAccount[] {
    return [...this.#entries.values()].flatMap((entry) => {
      const open = entry.open;
      entry.open = null;
      return open === null ? [] : [open];
    });
  }

  #openEntry(entry: Entry): Promise<void> {
    entry.opening ??= this.#tryOpen(entry).finally(() => (entry.opening = null));
    return entry.opening;
  }

  async #tryOpen(entry: Entry): Promise<void> {
    entry.problem = null;
    this.#tell();
    try {
      this.#welcome(entry, await this.#openStores(entry.record));
    } catch (error) {
      const failure = toCodedError(error);
      entry.problem = failure.code;
      this.#log.warn('an account cannot be opened', { code: failure.code });
      this.#tell();
      throw failure;
    }
  }

  #welcome(entry: Entry, open: OpenAccount): void {
    entry.open = open;
    entry.problem = null;
    open.account.onView(() => this.#tell());
    this.#opened.tell(open.account);
    if (!entry.waitsForPage) this.#startWork(entry);
    else this.#startSoon(entry, pageMs);
    this.#tell();
  }

  #startSoon(entry: Entry, ms: number): void {
    setTimeout(() => entry.waitsForPage && this.#startWork(entry), ms).unref();
  }

  #startWork(entry: Entry): void {
    entry.waitsForPage = false;
    if (!this.#stopped) entry.open?.account.start();
  }

  #tell(): void {
    this.#views.tell(this.views());
  }
}
