import {
  CodedError,
  type AccountId,
  type EventId,
  type FeedInput,
  type FeedMeta,
  type MessageItem,
  type MessageRef,
  type Outgoing,
  type RoomId,
  type TimelineItem,
  type TransactionId,
} from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { echoOf } from './echo.ts';
import { FeedList } from './feed-list.svelte.ts';

/** How many older events one step back asks for. */
const pageSize = 60;
/** How long a message must have been seen before it counts as read, in milliseconds. */
const readDelayMs = 400;
/** How long the rows of a page may come after its answer. A page without any (all of it hidden) waits this long. */
const rowsDelayMs = 250;

export type TimelineOptions = {
  /** Told of messages of others that came at the end while the conversation is open, oldest first. */
  onArrival?: (messages: MessageItem[]) => void;
  /** The message around which it is opened, to read on behind it or not; the live conversation without one. */
  at?: { eventId: EventId; reading: boolean } | null;
  /** The thread that it shows, by its first message. */
  thread?: EventId | null;
  readDelayMs?: number;
};

/** The newest event that a row stands for; null for what only exists here. */
const lastEventOf = (row: TimelineItem): EventId | null => {
  if (row.type === 'changes') return row.rows.at(-1)?.eventId ?? null;
  return row.type === 'message' || row.type === 'state' ? row.eventId : null;
};

/** Whether main draws the message itself: from the queue, or already as the event that came back. */
const isDrawn = (echo: MessageItem, rows: readonly TimelineItem[]): boolean =>
  rows.some((row) => row.id === echo.id || (row.type === 'message' && row.transactionId === echo.id));

const idsOf = (rows: readonly TimelineItem[]): Set<string> => new Set(rows.map((row) => row.id));
const asCoded = (error: unknown): CodedError => (error instanceof CodedError ? error : new CodedError('internal', 'an action failed'));

/** One open conversation: its rows, its history, and how far it is read. */
export class TimelineModel {
  readonly accountId: AccountId;
  readonly roomId: RoomId;
  /** As in `TimelineOptions`; null: live. */
  readonly at: NonNullable<TimelineOptions['at']> | null;
  readonly thread: EventId | null;
  /** Why older history did not come; `paginate` tries again. */
  historyProblem = $state.raw<CodedError | null>(null);
  loadingHistory = $state(false);
  /** As in `TimelineOptions`. */
  onArrival: (messages: MessageItem[]) => void;
  readonly #client: Client;
  readonly #feed: FeedList<'timeline'>;
  readonly #readDelayMs: number;
  /** Messages of the agent that main was given and has not drawn yet. */
  #echoes = $state.raw<readonly MessageItem[]>([]);
  readonly #rows: readonly TimelineItem[] = $derived.by(() =>
    this.#echoes.length === 0 ? this.#feed.items : [...this.#feed.items, ...this.#echoes],
  );
  #known: Set<string> | null = null;
  /** The rows of before ended far from the end. */
  #wasBack = false;
  #onRows: () => void = () => undefined;
  #marked: EventId | null = null;
  #toMark: EventId | null = null;
  #readTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(client: Client, accountId: AccountId, roomId: RoomId, options: TimelineOptions = {}) {
    this.#client = client;
    this.accountId = accountId;
    this.roomId = roomId;
    this.onArrival = options.onArrival ?? (() => undefined);
    this.#readDelayMs = options.readDelayMs ?? readDelayMs;
    this.at = options.at ?? null;
    this.thread = options.thread ?? null;
    this.#feed = new FeedList(client, 'timeline', this.#place, (rows) => this.#announce(rows));
  }

  get rows(): readonly TimelineItem[] {
    return this.#rows;
  }
  get status(): 'loading' | 'ready' | 'failed' {
    return this.#feed.status;
  }
  get error(): CodedError | null {
    return this.#feed.error;
  }
  get meta(): FeedMeta<'timeline'> | null {
    return this.#feed.meta;
  }
  /** Whether older history exists. */
  get more(): boolean {
    return this.#feed.meta?.more ?? false;
  }

  /** Whether there are newer messages than these. */
  get newer(): boolean {
    return this.#feed.meta?.newer ?? false;
  }

  /** How many messages are behind the last row, where that is known. */
  get below(): number {
    return this.#feed.meta?.below ?? 0;
  }

  /** Where reading goes on: the line of new messages, or null when all is read. */
  get firstUnreadId(): string | null {
    return this.rows.find((row) => row.type === 'unread')?.id ?? null;
  }

  /** A message, by either of its ids. */
  find(ref: MessageRef): MessageItem | null {
    const found = this.rows.find((row) => row.type === 'message' && (row.eventId === ref || row.transactionId === ref));
    return found?.type === 'message' ? found : null;
  }

  /** The newest message of the agent that can still be changed. */
  get lastEditable(): MessageItem | null {
    if (this.newer) return null;
    const found = this.rows.findLast((row) => row.type === 'message' && isEditable(row));
    return found?.type === 'message' ? found : null;
  }

  /** Whether there is anything but lines between messages. */
  get hasMessages(): boolean {
    return this.rows.some((row) => row.type === 'message' || row.type === 'state' || row.type === 'changes');
  }

  /** How many messages stand after row `index`. */
  messagesAfter(index: number): number {
    let count = 0;
    for (let at = index + 1; at < this.rows.length; at++) if (this.rows[at]?.type === 'message') count += 1;
    return count;
  }

  /** Fetches a page of older history (newer with `forward`), one at a time. A failure stays in `historyProblem` until the next try. */
  async paginate(direction: 'back' | 'forward' = 'back'): Promise<void> {
    if (this.loadingHistory) return;
    this.loadingHistory = true;
    this.historyProblem = null;
    const before = this.rows;
    try {
      await this.#client.call('timeline.paginate', { ...this.#place, count: pageSize, direction });
      if (this.rows === before) await this.#nextRows();
    } catch (error) {
      this.historyProblem = asCoded(error);
    } finally {
      this.loadingHistory = false;
    }
  }

  /** Shows what is newest, after reading far back. Does not wait for a page that is on its way. Rejects with `CodedError`. */
  async toEnd(): Promise<void> {
    if (!this.newer) return;
    const before = this.rows;
    await this.#client.call('timeline.paginate', { ...this.#place, count: pageSize, direction: 'end' });
    if (this.rows === before) await this.#nextRows();
  }

  /**
   * The agent sees everything up to row `index`, the window being in front. What stays seen for a
   * moment is marked as read; older rows and rows that are marked already change nothing.
   */
  seen(index: number): void {
    const eventId = this.#readable(index);
    // Looking back at old messages says nothing of what came since.
    if (this.at !== null || this.newer) return;
    if (eventId === null || eventId === this.#marked || eventId === this.#toMark) return;
    if (this.#indexOfEvent(eventId) < this.#indexOfEvent(this.#toMark ?? this.#marked)) return;
    this.#toMark = eventId;
    this.#readTimer ??= setTimeout(() => this.#markRead(), this.#readDelayMs);
  }

  /** The window is no longer in front: what was only just seen is not read. */
  unseen(): void {
    if (this.#readTimer !== null) clearTimeout(this.#readTimer);
    this.#readTimer = null;
    this.#toMark = null;
  }

  /** Draws a message of the agent at once; main's own row takes its place. Where main refuses it, `forget` it. */
  expect(content: Outgoing, transactionId: TransactionId, sender: MessageItem['sender']): void {
    const elsewhere = this.status !== 'ready' || this.meta?.newer === true || this.rows.some((row) => row.id === transactionId);
    const echo = elsewhere ? null : echoOf(content, transactionId, this.rows, sender);
    if (echo) this.#echoes = [...this.#echoes, echo];
  }

  forget(transactionId: TransactionId): void {
    this.#echoes = this.#echoes.filter((echo) => echo.id !== transactionId);
  }

  /** After `failed`. */
  reopen(): void {
    this.#known = null;
    this.#feed.retry();
  }

  close(): void {
    this.unseen();
    this.#feed.close();
  }

  /** The answer of a page may come before its rows do: until then the page is still on its way. */
  #nextRows(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, rowsDelayMs);
      this.#onRows = () => (clearTimeout(timer), resolve());
    });
  }

  get #place(): FeedInput<'timeline'> {
    if (this.thread !== null) return { ...this.#room, thread: this.thread };
    return this.at === null ? this.#room : { ...this.#room, at: this.at.eventId, reading: this.at.reading };
  }

  get #room(): { accountId: AccountId; roomId: RoomId } {
    return { accountId: this.accountId, roomId: this.roomId };
  }

  /** The newest event up to row `index`; at the very end, also what has no row. */
  #readable(index: number): EventId | null {
    if (index >= this.rows.length - 1 && this.meta?.lastEventId) return this.meta.lastEventId;
    for (let at = Math.min(index, this.rows.length - 1); at >= 0; at--) {
      const row = this.rows[at];
      const eventId = row && lastEventOf(row);
      if (eventId) return eventId;
    }
    return null;
  }

  /** Position of an event; an event without a row counts as the newest when it is the last one known. */
  #indexOfEvent(eventId: EventId | null): number {
    if (eventId === null) return -1;
    if (eventId === this.meta?.lastEventId) return this.rows.length;
    return this.rows.findIndex((row) => lastEventOf(row) === eventId);
  }

  #markRead(): void {
    this.#readTimer = null;
    const eventId = this.#toMark;
    this.#toMark = null;
    if (eventId === null) return;
    this.#marked = eventId;
    const { thread } = this;
    const told =
      thread === null
        ? this.#client.call('rooms.markRead', { ...this.#room, eventId })
        : this.#client.call('conversation.readThread', { ...this.#room, root: thread, eventId });
    told.catch(() => {
      // Not told: seeing the message again tells it again.
      if (this.#marked === eventId) this.#marked = null;
    });
  }

  #announce(rows: readonly TimelineItem[]): void {
    this.#onRows();
    const [known, wasBack] = [this.#known, this.#wasBack];
    [this.#known, this.#wasBack] = [idsOf(rows), this.newer];
    if (this.#echoes.length > 0) this.#echoes = this.#echoes.filter((echo) => !isDrawn(echo, rows));
    // What follows old messages was not just written.
    if (known === null || this.at !== null || this.newer || wasBack) return;
    const lastKnown = rows.findLastIndex((row) => known.has(row.id));
    // Nothing in common with what was there: the conversation was opened anew, nothing "arrived".
    if (lastKnown < 0) return;
    const arrived = rows.slice(lastKnown + 1).filter((row): row is MessageItem => row.type === 'message' && !row.own);
    if (arrived.length > 0) this.onArrival(arrived);
  }
}

/** Whether a message is a text of the agent, which may still wait here. */
export const isEditable = (item: MessageItem): boolean =>
  item.own && (item.eventId ?? item.transactionId) !== null && item.content.kind === 'text' && item.content.style !== 'notice';
