import type { Database } from 'better-sqlite3';
import type { AttachmentId, EventId, RoomId, TransactionId } from '../../../preload/contract/index.ts';
import type { AccountBar, AttachmentRecord, DraftRecord, QueueRecord, SessionRecord } from '../../records/index.ts';

/** Handle of an open, keyed, migrated database. */
export type SqlDatabase = Database;

/**
 * The precious store: what no server could give back. One encrypted file per account, opened on the
 * main thread; every method is short and synchronous. Throws `CodedError` (`store.disk-full`,
 * `store.unavailable`, `store.damaged`); what was written before stays.
 */
export interface PreciousStore {
  session(): SessionRecord | null;
  saveSession(session: SessionRecord): void;
  /** Why the server refuses everything to the account; null where it does not. */
  bar(): AccountBar | null;
  saveBar(reason: AccountBar | null): void;
  /** Words of the drafts by room, threads left out; rooms without one are absent. */
  drafts(): Map<RoomId, string>;
  /** `thread`: its first message, or null for the room itself. */
  draft(roomId: RoomId, thread: EventId | null): DraftRecord | null;
  /** Neither text nor state: removes the draft. */
  saveDraft(roomId: RoomId, thread: EventId | null, draft: DraftRecord): void;
  /** Removes the drafts of a room, and what was expected of its past. */
  forgetRoom(roomId: RoomId): void;
  /** Words that the agent calls right, in alphabetical order. */
  ownWords(): string[];
  addOwnWord(word: string): void;
  removeOwnWord(word: string): void;
  /** The send queue, in order. */
  queue(): QueueRecord[];
  /** Appends; a transaction id that is there already changes nothing and returns false. */
  enqueue(entry: Omit<QueueRecord, 'position'>): boolean;
  /** False where it is not there any more. */
  updateQueued(
    transactionId: TransactionId,
    change: Partial<Pick<QueueRecord, 'content' | 'status' | 'failure' | 'eventId' | 'wire'>>,
  ): boolean;
  removeQueued(transactionId: TransactionId): void;
  attachment(attachmentId: AttachmentId): AttachmentRecord | null;
  saveAttachment(attachment: AttachmentRecord): void;
  removeAttachment(attachmentId: AttachmentId): void;
  /** Words of a message that the server will send later, by its `delay_id`. */
  scheduledBody(delayId: string): string | null;
  saveScheduled(delayId: string, body: string): void;
  /** Forgets all others. */
  keepScheduled(delayIds: readonly string[]): void;
  /** Makes everything written so far survive a power cut (one fsync). Ordinary writes survive a crash of the process without it. */
  flush(): void;
  /** For `main/crypto` alone: its IndexedDB tables lie in this file, so that one fsync covers both. */
  readonly sql: SqlDatabase;
  close(): void;
}
