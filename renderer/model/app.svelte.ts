import type {
  AccountId,
  AccountView,
  BackupView,
  CallOutput,
  IdentityView,
  RoomId,
  RoomSummary,
  Settings,
  UserId,
} from '../../preload/contract/index.ts';
import type { Client, ConnectionState } from '../client/index.ts';
import { Downloads } from './downloads.svelte.ts';
import { FeedList } from './feed-list.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import { RoomFiles } from './room-files.svelte.ts';
import { RoomList } from './room-list.svelte.ts';
import { MessageSearch } from './message-search.svelte.ts';
import { Playback } from './playback.svelte.ts';
import { Scans } from './scans.svelte.ts';
import { Toasts } from './toasts.svelte.ts';
import { VerificationLists } from './verification.svelte.ts';

/** What holds until the settings are here. */
const defaults: Settings = {
  language: 'system',
  theme: 'system',
  notifications: true,
  notificationContent: 'full',
  notificationHours: { limited: false, days: [1, 2, 3, 4, 5], from: 8 * 60, to: 19 * 60 },
  sendReceipts: true,
  sendTyping: true,
  closeToTray: true,
  excludeUnsignedDevices: false,
  spelling: null,
};

/** The whole page: accounts, settings, where the agent is. One for a window. */
export class App {
  readonly client: Client;
  readonly navigation = new Navigation();
  readonly toasts = new Toasts();
  readonly scans: Scans;
  readonly downloads: Downloads;
  readonly playback = new Playback();
  readonly verifications: VerificationLists;
  readonly accounts: FeedList<'accounts'>;
  readonly settingsFeed: FeedList<'settings'>;
  /** The version that should be installed, if any. */
  readonly versionAdvice: FeedList<'versionAdvice'>;
  /** The link with main, not with a server. */
  link = $state<ConnectionState>('connecting');
  /** The time that dates are told against, to the minute. */
  now = $state(Date.now());
  info = $state.raw<CallOutput<'app.info'> | null>(null);
  readonly #rooms = new Map<AccountId, RoomList>();
  readonly #searches = new Map<AccountId, MessageSearch>();
  readonly #identities = new Map<AccountId, FeedList<'identity'>>();
  readonly #backups = new Map<AccountId, FeedList<'backup'>>();
  /** Accounts that the server refuses: nothing of them stands on this page. */
  readonly #hidden = new Set<AccountId>();
  #files: RoomFiles | null = null;
  readonly #stops: (() => void)[];

  readonly settings: Settings = $derived.by(() => this.settingsFeed.items[0] ?? defaults);
  readonly account: AccountView | null = $derived.by(
    () => this.accounts.items.find((account) => account.accountId === this.navigation.accountId) ?? null,
  );
  readonly rooms: RoomList | null = $derived.by(() => (this.account?.status === 'ready' ? this.roomsOf(this.account.accountId) : null));
  /** Apart from what reads it: a list that is made within a derived value is no dependency of that value. */
  readonly #identity: FeedList<'identity'> | null = $derived.by(() =>
    this.account?.status === 'ready' ? this.identityOf(this.account.accountId) : null,
  );
  /** How this device stands with the identity of the account; null before that is known. */
  readonly identity: IdentityView | null = $derived.by(() => this.#identity?.items[0] ?? null);
  /** How the automatic backup of the account stands; null before that is known. */
  readonly backup: BackupView | null = $derived.by(() =>
    this.account?.status === 'ready' ? (this.backupOf(this.account.accountId).items[0] ?? null) : null,
  );
  readonly room: RoomSummary | null = $derived.by(() => this.rooms?.find(this.navigation.roomId) ?? null);

  constructor(client: Client) {
    this.client = client;
    this.scans = new Scans(client);
    this.downloads = new Downloads(client, () => this.navigation.accountId);
    this.verifications = new VerificationLists(client);
    this.link = client.state;
    this.accounts = new FeedList(client, 'accounts', {}, (accounts) => this.#follow(accounts));
    this.settingsFeed = new FeedList(client, 'settings', {});
    this.versionAdvice = new FeedList(client, 'versionAdvice', {});
    const minute = setInterval(() => (this.now = Date.now()), 60_000);
    this.#stops = [
      () => clearInterval(minute),
      client.onState((state) => (this.link = state)),
      client.on('app.openRoom', (wanted) => this.navigation.follow(wanted)),
      client.on('app.openDoor', ({ accountId, ...door }) => {
        this.navigation.openAccount(accountId);
        this.navigation.show({ name: 'door', accountId, ...door });
      }),
      client.on('app.openPerson', ({ accountId, userId }) => {
        this.navigation.openAccount(accountId);
        this.navigation.show({ name: 'person', accountId, userId, roomId: null });
      }),
    ];
    client.call('app.info', {}).then(
      (info) => (this.info = info),
      () => undefined,
    );
  }

  /** Who the agent is in an account; null while it is not known. */
  userIdOf(accountId: AccountId): UserId | null {
    return this.accounts.items.find((account) => account.accountId === accountId)?.userId ?? null;
  }

  /** The rooms of an account that is open; the list lives as long as the account. */
  roomsOf(accountId: AccountId): RoomList {
    const known = this.#rooms.get(accountId) ?? new RoomList(this.client, accountId);
    this.#rooms.set(accountId, known);
    return known;
  }

  /** The identity of an account that is open; followed as long as the account. */
  identityOf(accountId: AccountId): FeedList<'identity'> {
    const known = this.#identities.get(accountId) ?? new FeedList(this.client, 'identity', { accountId });
    this.#identities.set(accountId, known);
    return known;
  }

  /** The backup of an account that is open; followed as long as the account. */
  backupOf(accountId: AccountId): FeedList<'backup'> {
    const known = this.#backups.get(accountId) ?? new FeedList(this.client, 'backup', { accountId });
    this.#backups.set(accountId, known);
    return known;
  }

  /** The files of the room that was looked at last, which stay as they were left. */
  filesOf(accountId: AccountId, roomId: RoomId): RoomFiles {
    if (!this.#files?.isOf(accountId, roomId)) this.#files = new RoomFiles(this.client, accountId, roomId);
    return this.#files;
  }

  /** The search of an account, which stays as it was left. */
  searchOf(accountId: AccountId): MessageSearch {
    const known = this.#searches.get(accountId) ?? new MessageSearch(this.client, accountId, () => this.navigation.roomId);
    this.#searches.set(accountId, known);
    return known;
  }

  /** Changes settings; a failure is told in a toast, and the feed keeps what holds. */
  async updateSettings(change: Partial<Settings>): Promise<void> {
    await this.attempt(this.client.call('settings.update', change));
  }

  /** Waits for a call whose failure needs no more than a toast; null then. */
  async attempt<T>(call: Promise<T>): Promise<{ value: T } | null> {
    try {
      return { value: await call };
    } catch (error) {
      this.toasts.problem(error);
      return null;
    }
  }

  close(): void {
    for (const stop of this.#stops) stop();
    for (const list of [...this.#rooms.values(), ...this.#identities.values(), ...this.#backups.values()]) list.close();
    this.verifications.keepTo(new Set());
    this.downloads.close();
    this.accounts.close();
    this.settingsFeed.close();
    this.versionAdvice.close();
  }

  #follow(accounts: readonly AccountView[]): void {
    const open = new Set(accounts.filter((account) => account.status === 'ready').map((account) => account.accountId));
    for (const lists of [this.#rooms, this.#identities, this.#backups]) {
      for (const [accountId, list] of lists) {
        if (open.has(accountId)) continue;
        list.close();
        lists.delete(accountId);
      }
    }
    // What was found, and what a dialog shows, is of conversations too.
    for (const { accountId, status } of accounts) {
      if (status === 'expired' || status === 'blocked') this.#hide(accountId);
      else this.#hidden.delete(accountId);
    }
    // Here, and not where they are first read: state that is made in a derivation does not renew it.
    for (const accountId of open) {
      this.identityOf(accountId);
      this.backupOf(accountId);
    }
    this.verifications.keepTo(open);
    this.navigation.keepTo(accounts.map((account) => account.accountId));
  }

  /** Once: the screen that then stands has dialogs of its own. */
  #hide(accountId: AccountId): void {
    if (this.#hidden.has(accountId)) return;
    this.#hidden.add(accountId);
    this.#searches.delete(accountId);
    if (this.navigation.accountId === accountId) this.navigation.closeDialog();
  }
}
