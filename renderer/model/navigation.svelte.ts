import { SvelteSet } from 'svelte/reactivity';
import type { AccountId, EventId, EventPayload, RoomAddress, RoomId, UserId, VerificationId } from '../../preload/contract/index.ts';

export type Panel = 'members' | 'details' | 'pinned' | 'threads' | 'search' | 'files';
export type SettingsSection = 'general' | 'notifications' | 'security' | 'devices' | 'account' | 'about';
export type RoomSettingsSection = 'general' | 'privacy' | 'permissions' | 'banned' | 'version';
/** Ways to take somebody out of a room. */
export type Exclusion = 'kick' | 'withdraw' | 'refuse' | 'ban';
/** What a verification is about: all own devices, one device, a person, or one that is listed. */
export type VerificationTarget =
  | { kind: 'own' }
  | { kind: 'device'; userId: UserId; deviceId: string; deviceName: string | null }
  | { kind: 'user'; userId: UserId; name: string }
  | { kind: 'open'; verificationId: VerificationId };
/** The one dialog that is open. */
export type Dialog =
  | { name: 'switcher' | 'shortcuts' | 'help' | 'new-direct' | 'new-room' | 'forums' }
  | { name: 'settings'; section?: SettingsSection }
  | { name: 'invite' | 'leave'; roomId: RoomId }
  | { name: 'room-settings'; roomId: RoomId; section?: RoomSettingsSection }
  | { name: 'knock'; room?: string }
  | { name: 'new-space' }
  | { name: 'space' | 'space-add' | 'space-new-room'; roomId: RoomId }
  | { name: 'member-role'; roomId: RoomId; userId: UserId }
  | { name: 'exclude'; roomId: RoomId; userId: UserId; personName: string; act: Exclusion }
  | { name: 'new-code' | 'confirm-device' | 'reset-identity' | 'set-up-identity'; accountId: AccountId }
  | { name: 'replace-backup' | 'export-keys' | 'import-keys'; accountId: AccountId }
  | { name: 'repair'; accountId: AccountId; roomId: RoomId | null }
  | { name: 'sign-out' | 'forget' | 'move'; accountId: AccountId }
  | { name: 'sign-out-devices'; accountId: AccountId; deviceIds: string[]; stranger: boolean }
  | { name: 'person'; accountId: AccountId; userId: UserId; roomId: RoomId | null }
  | { name: 'door'; accountId: AccountId; address: RoomAddress; via: string[]; eventId: EventId | null }
  | { name: 'verification'; accountId: AccountId; target: VerificationTarget };

/** Where the agent is: account, room, panel, dialog. Every account remembers its room. */
export class Navigation {
  accountId = $state<AccountId | null>(null);
  roomId = $state<RoomId | null>(null);
  /** The older message that the open room is shown around; null: it is live. */
  message = $state.raw<{ eventId: EventId; reading: boolean } | null>(null);
  /** A message that came just now, or the newest, to be come to in the open conversation as it goes on. */
  sought = $state<EventId | 'newest' | null>(null);
  panel = $state<Panel | null>(null);
  /** The thread that the panel shows: its first message; the list without one. */
  thread = $state<EventId | null>(null);
  dialog = $state.raw<Dialog | null>(null);
  /** The sign-in screen is open over accounts that exist. */
  addingAccount = $state(false);
  /** Where the sign-in screen begins, and with whom. */
  signInWish = $state.raw<{ address: string; user: string } | null>(null);
  /** Accounts of which the agent has put away that their administration moves, until the next start. */
  readonly laterMoves = new SvelteSet<AccountId>();
  /** Signed in on this page and not yet asked to confirm who they are. */
  fresh = $state<AccountId | null>(null);
  readonly #rooms = new Map<AccountId, RoomId>();

  /** Goes to an account, and to the room that was last open there. */
  openAccount(accountId: AccountId): void {
    this.addingAccount = false;
    if (this.accountId === accountId) return;
    this.accountId = accountId;
    this.roomId = this.#rooms.get(accountId) ?? null;
    this.message = null;
    this.panel = null;
  }

  /** Opens the sign-in screen at a server. */
  signInAt(wish: { address: string; user: string }): void {
    this.signInWish = wish;
    this.addingAccount = true;
  }

  openRoom(accountId: AccountId, roomId: RoomId): void {
    this.openAccount(accountId);
    if (this.roomId !== roomId) {
      this.thread = null;
      if (this.panel === 'details' || this.panel === 'threads') this.panel = null;
    }
    this.roomId = roomId;
    this.message = null;
    this.sought = null;
    this.#rooms.set(accountId, roomId);
    this.dialog = null;
  }

  /** Goes to a message of any age; `reading`: to read on behind it. */
  openMessage(accountId: AccountId, roomId: RoomId, eventId: EventId, reading = false): void {
    this.openRoom(accountId, roomId);
    this.message = { eventId, reading };
  }

  /** Goes where a notification, a link or the menu leads. */
  follow({ accountId, roomId, eventId, live, thread }: EventPayload<'app.openRoom'>): void {
    if (eventId !== undefined && live !== true) return this.openMessage(accountId, roomId, eventId);
    this.openRoom(accountId, roomId);
    if (thread) this.openThread(thread);
    else if (eventId !== undefined) this.sought = eventId;
  }

  /** Opens a thread of the open room beside it; the list of threads for null. */
  openThread(root: EventId | null): void {
    this.panel = 'threads';
    this.thread = root;
  }

  /** Back to the newest messages of the open room. */
  toLive(): void {
    this.message = null;
  }

  /** Back to the list. */
  closeRoom(): void {
    if (this.accountId !== null) this.#rooms.delete(this.accountId);
    this.roomId = null;
    this.panel = null;
  }

  togglePanel(panel: Panel): void {
    this.panel = this.panel === panel ? null : panel;
    this.thread = null;
  }

  show(dialog: Dialog): void {
    this.dialog = dialog;
  }

  closeDialog(): void {
    this.dialog = null;
  }

  /** Follows the accounts that exist: goes to the first one when the current one is gone. */
  keepTo(accounts: readonly AccountId[]): void {
    for (const known of [...this.#rooms.keys()]) if (!accounts.includes(known)) this.#rooms.delete(known);
    if (this.accountId !== null && accounts.includes(this.accountId)) return;
    const [first] = accounts;
    this.dialog = null;
    if (first !== undefined) return this.#arrive(first);
    this.accountId = null;
    this.roomId = null;
    this.panel = null;
  }

  #arrive(accountId: AccountId): void {
    const adding = this.addingAccount;
    this.openAccount(accountId);
    this.addingAccount = adding;
  }
}
