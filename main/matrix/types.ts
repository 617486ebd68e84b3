import type {
  AccountId,
  AccountOptions,
  AccountView,
  AttachmentId,
  EventId,
  NotificationRules,
  Outgoing,
  RepairStep,
  RoomId,
  RoomMode,
  ScheduledMessage,
  TransactionId,
  UserId,
  VerificationId,
} from '../../preload/contract/index.ts';
import type { DraftRecord, EventRecord, JsonObject, QueueRecord, SyncChanges } from '../records/index.ts';
import type { EventCache, PreciousStore } from '../store/index.ts';
import type { RoomDoors } from './doors/index.ts';
import type { MadeRoom, RoomPlan } from './rooms/index.ts';
import type { RoomAdministration } from './administration/index.ts';
import type { People } from './people/types.ts';
import type { RoomLife } from './room-life/index.ts';
import type { Spaces } from './spaces/index.ts';
import type { Crypto, VerificationRecord, Verifications } from './crypto/index.ts';
import type { FoundLink } from './conversation/link-preview.ts';

export type Unsubscribe = () => void;

/** An entry of the send queue as it stands now; `sending` and progress exist in memory only. */
export interface QueueEntry {
  record: QueueRecord;
  sending: boolean;
}

/** What feeds and notifications can hear of an account. Listeners are called after the commit, on the main thread. */
export interface AccountEvents {
  /** `view()` changed. */
  onView(listener: (view: AccountView) => void): Unsubscribe;
  /** A sync answer was committed, or a change of ours was kept (history filled, marked as read). */
  onSync(listener: (changes: SyncChanges) => void): Unsubscribe;
  /** Events became readable, or their reason changed. */
  onDecrypted(listener: (roomIds: RoomId[]) => void): Unsubscribe;
  /** The send queue changed. */
  onQueue(listener: (entries: QueueEntry[]) => void): Unsubscribe;
  /** A draft changed. */
  onDraft(listener: (roomId: RoomId) => void): Unsubscribe;
  /** What is known of the devices or the identity of these people changed. */
  onPeople(listener: (userIds: UserId[]) => void): Unsubscribe;
}

/** What an agent does in rooms. All reject with `CodedError`. */
export interface RoomActions {
  createDirect(userId: UserId): Promise<RoomId>;
  /** Rejects with `room.not-created` where the server refuses. */
  create(plan: RoomPlan): Promise<MadeRoom>;
  invite(roomId: RoomId, userId: UserId): Promise<void>;
  join(roomId: RoomId): Promise<void>;
  leave(roomId: RoomId): Promise<void>;
  setFavourite(roomId: RoomId, favourite: boolean): Promise<void>;
  /** Empty removes it. */
  setTopic(roomId: RoomId, topic: string): Promise<void>;
  /** The display name in this room alone. */
  setOwnName(roomId: RoomId, name: string): Promise<void>;
  markRead(roomId: RoomId, eventId: EventId): Promise<void>;
  /** Marks a room as unread (MSC2867), or all of it as read, threads included. */
  setUnread(roomId: RoomId, unread: boolean): Promise<void>;
  /** Marks all of every room as read. */
  markAllRead(): Promise<void>;
  setTyping(roomId: RoomId, typing: boolean): Promise<void>;
  /** Fills the newest hole before the events that are stored, with up to `count` events. `more`: older history exists. */
  paginate(roomId: RoomId, hole: { chunk: number; token: string }, count: number): Promise<void>;
  /** Loads the whole member list of a room once (lazy members). */
  loadMembers(roomId: RoomId): Promise<void>;
  /** Tries the newest undecrypted events of a room again, and looks at its shields (a room is opened, keys came). */
  retryDecryption(roomId: RoomId): Promise<void>;
}

/** What is asked of the server about single messages. All reject with `CodedError`; what comes is kept, decrypted, beside the timeline. */
export interface Conversation {
  /** The event as the server has it now (spec 8.4.1), for support. */
  raw(roomId: RoomId, eventId: EventId): Promise<JsonObject>;
  /** The event from the store, else from the server; null where it is malformed. */
  fetch(roomId: RoomId, eventId: EventId): Promise<EventRecord | null>;
  /** Brings the newest `most` events with this relation (spec 11.6, `/relations`) into the store. */
  loadRelations(roomId: RoomId, eventId: EventId, relType: string, most: number): Promise<void>;
  /** Brings the threads of a room that are not stored (spec 11.25, `/threads`), with their newest messages. */
  loadThreads(roomId: RoomId): Promise<void>;
  /** Says that a thread was read up to an event of it (spec 11.8, threaded receipts). */
  readThread(roomId: RoomId, root: EventId, eventId: EventId): Promise<void>;
  /** Brings a message into its place in the stored history, with those around it (spec 8.4.8, `/context`). Rejects with `message.unknown`. */
  reach(roomId: RoomId, eventId: EventId): Promise<void>;
  /** Brings up to `count` newer events behind a run that is not the live one. */
  goForward(roomId: RoomId, at: { chunk: number; token: string }, count: number): Promise<void>;
  /** The first event at or after a time (spec 8.4.10, `/timestamp_to_event`); the last one before it where there is none. */
  eventAt(roomId: RoomId, timestamp: number): Promise<EventId>;
  /** Adds a message to `m.room.pinned_events` (module pinned messages), or takes it away. */
  pin(roomId: RoomId, eventId: EventId, pinned: boolean): Promise<void>;
  /** As `findLink` of `link-preview.ts`. */
  findLink(url: string): Promise<FoundLink | null>;
  /** Tells the moderators of the server of a message (spec 11.22). */
  report(roomId: RoomId, eventId: EventId, reason: string): Promise<void>;
}

export type PushChange = { [K in 'enabled' | 'mentions' | 'roomMentions' | 'direct' | 'rooms']?: NotificationRules[K] | undefined };

/** What notifies, for all clients of the agent. Changes reject with `CodedError`, `notifications.unavailable` where the server has none. */
export interface AccountPush {
  current(): Promise<NotificationRules>;
  setRoomMode(roomId: RoomId, mode: RoomMode): Promise<void>;
  update(change: PushChange): Promise<void>;
  addKeyword(keyword: string): Promise<void>;
  removeKeyword(keyword: string): Promise<void>;
}

/** Interactive verifications, those through rooms included. */
export interface AccountVerifications {
  /** None before the cryptography is open. */
  list(): VerificationRecord[];
  onChange(listener: () => void): Unsubscribe;
  /** What is done with them. Rejects with `crypto.unavailable`. */
  open(): Promise<Verifications>;
  /** In the direct message with them, which is made where there is none. Rejects as `createDirect` and `Verifications.requestUser`. */
  requestUser(userId: UserId): Promise<VerificationId>;
}

/** The repair of what keeps messages from being read. */
export interface AccountRepair {
  /** The steps of the last repair, in order; none before the first. */
  steps(): readonly RepairStep[];
  standing(): { running: boolean; roomId: RoomId | null };
  onChange(listener: () => void): Unsubscribe;
  /** Of one room, or of all where null. Does nothing while one runs. */
  start(roomId: RoomId | null): void;
  cancel(): void;
}

export interface SendQueue {
  entries(): QueueEntry[];
  send(roomId: RoomId, transactionId: TransactionId, content: Outgoing): void;
  retry(transactionId: TransactionId): void;
  discard(transactionId: TransactionId): void;
}

/** Messages that the server sends later (MSC4140). All reject with `CodedError`. */
export interface Scheduled {
  /** How far ahead, in milliseconds; null where the server takes none. */
  maxDelayMs(): Promise<number | null>;
  list(roomId: RoomId): Promise<ScheduledMessage[]>;
  /** Of texts alone. `sendAt`: milliseconds since the epoch. */
  create(roomId: RoomId, transactionId: TransactionId, content: Outgoing, sendAt: number): Promise<void>;
  act(delayId: string, action: 'cancel' | 'send'): Promise<void>;
}

/**
 * A signed-in account whose store is open: what handlers and feeds work with. There may be several.
 * `precious` and `cache` are open from here to the end of the account, with or without network.
 */
export interface Account extends AccountEvents {
  readonly accountId: AccountId;
  readonly userId: UserId;
  view(): AccountView;
  readonly precious: PreciousStore;
  readonly cache: EventCache;
  readonly rooms: RoomActions;
  readonly administration: RoomAdministration;
  readonly doors: RoomDoors;
  readonly people: People;
  readonly life: RoomLife;
  readonly spaces: Spaces;
  readonly conversation: Conversation;
  readonly queue: SendQueue;
  readonly scheduled: Scheduled;
  readonly options: OwnOptions;
  readonly push: AccountPush;
  readonly verifications: AccountVerifications;
  readonly repair: AccountRepair;
  /** The cryptography, opened at the first need. Rejects with `crypto.unavailable`. */
  crypto(): Promise<Crypto>;
  saveDraft(roomId: RoomId, thread: EventId | null, draft: DraftRecord): void;
}

/**
 * Uploads what the send queue sends. Given by `main/media`, so that this room needs not know of it.
 * Rejects with `CodedError`; after a success the content URI is kept, so that a retry does not upload again.
 */
export interface Uploader {
  /** Content of the `m.room.message` for a complete attachment (spec 11.2.1, 11.12.1.7 where `encrypted`). */
  upload(attachmentId: AttachmentId, options: { encrypted: boolean; caption: string }): Promise<JsonObject>;
  /** Removes what is kept of it on disk, and stops it on its way. */
  drop(attachmentId: AttachmentId): void;
  /** Stops all that is on its way; what is on disk stays. `upload` rejects as without a network. */
  stop(): void;
}

/** What an agent may choose about her own account, at the server. All reject with `CodedError`. */
export interface OwnOptions {
  get(): Promise<AccountOptions>;
  /** `room.forbidden` where the server does not allow it. */
  setName(name: string): Promise<void>;
  /** A file that was handed over; null removes the picture. */
  setPicture(attachmentId: AttachmentId | null): Promise<void>;
  /** E-mails about unread messages, in this language. Rejects with `options.no-email`. */
  setEmailNotifications(on: boolean, language: string): Promise<void>;
  setRedList(on: boolean): Promise<void>;
}

/** The accounts of this installation: what feeds and handlers start from. */
export interface Accounts {
  /** How each account stands, those that are locked included, in the order they were added. */
  views(): AccountView[];
  /** The list or a view changed, or `find` would answer otherwise. */
  onViews(listener: (views: AccountView[]) => void): Unsubscribe;
  /** The account whose store is open; null where it is unknown, opening, locked or gone. */
  find(accountId: AccountId): Account | null;
  /** The same. Throws `account.unknown` where there is none. */
  get(accountId: AccountId): Account;
}
