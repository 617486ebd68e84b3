import {
  CodedError,
  type ErrorCode,
  type EventId,
  type Outgoing,
  type RoomId,
  type TransactionId,
} from '../../../preload/contract/index.ts';
import type { QueueRecord, SendFailure, SyncChanges } from '../../records/index.ts';
import type { EventCache, PreciousStore } from '../../store/index.ts';
import { backOffMs, Pause } from '../sync/index.ts';
import type { QueueEntry, SendQueue, Uploader } from '../types.ts';
import { verdictOf } from './failure.ts';
import { about, aboutOf, depends, isDormant, isLocal, mayHaveArrived } from './local-targets.ts';

export interface QueueParts {
  precious: Pick<PreciousStore, 'queue' | 'enqueue' | 'updateQueued' | 'removeQueued'>;
  cache: Pick<EventCache, 'event'>;
  uploader: Pick<Uploader, 'drop' | 'stop'>;
  now(): number;
  /** `sendOne`, with what it needs. */
  sendOne(entry: QueueRecord): Promise<string>;
  onChange(entries: QueueEntry[]): void;
  /** A message could not be sent, for the log. */
  onFailure(code: ErrorCode, failed: boolean): void;
}

/** The wait between attempts stops growing here (8 s): `resume` tells when the connection is back, the rest is short. */
const longestStep = 3;
/** A redaction of what the server may have had waits this long for it to show itself, in milliseconds. */
const dormantMs = 24 * 3_600_000;

const isServerError = (error: unknown): boolean => error instanceof CodedError && error.code === 'server.error';

/**
 * What waits to be sent, kept in the precious store. Rooms do not wait for one another; in a room one
 * message goes at a time, and a failed one holds back those behind it until the agent decides.
 */
export class PersistedQueue implements SendQueue {
  readonly #parts: QueueParts;
  #records: QueueRecord[];
  readonly #sending = new Map<RoomId, TransactionId>();
  readonly #pauses = new Map<RoomId, Pause>();
  readonly #working = new Map<RoomId, Promise<void>>();
  /** Events of the messages that were sent in this run. */
  readonly #sent = new Map<TransactionId, EventId>();
  #running = false;

  constructor(parts: QueueParts) {
    this.#parts = parts;
    this.#records = parts.precious.queue();
    this.#tidy();
  }

  entries(): QueueEntry[] {
    return this.#records
      .filter((record) => !isDormant(record, this.#records))
      .map((record) => ({ record, sending: this.#sending.get(record.roomId) === record.transactionId }));
  }

  send(roomId: RoomId, transactionId: TransactionId, content: Outgoing): void {
    const anchored = this.#anchored(content);
    if (anchored.kind === 'redaction' && isLocal(anchored.target)) return this.discard(anchored.target);
    if (!this.#amend(anchored)) this.#enqueue(roomId, transactionId, anchored);
    this.#work(roomId);
  }

  retry(transactionId: TransactionId): void {
    const record = this.#find(transactionId);
    if (record.status === 'failed') this.#update(record, { status: 'queued', failure: null });
    this.#pauses.get(record.roomId)?.end();
    this.#work(record.roomId);
  }

  /** What kept messages from going out for one of these reasons may be over: they are tried again. */
  retryFailed(failures: readonly SendFailure[]): void {
    const again = this.#records.filter(({ status, failure }) => status === 'failed' && failure !== null && failures.includes(failure));
    for (const { transactionId } of again) this.retry(transactionId);
  }

  discard(transactionId: TransactionId): void {
    const record = this.#find(transactionId);
    const sending = this.#sending.get(record.roomId) === transactionId;
    if (record.status !== 'sent') this.#withdraw(record);
    if (record.status === 'sent' || mayHaveArrived(record, sending)) this.#enqueueRedaction(record);
    this.#pauses.get(record.roomId)?.end();
    this.#work(record.roomId);
  }

  /** Drops all that waits in a room that is forgotten. What is on its way there may still arrive. */
  forgetRoom(roomId: RoomId): void {
    for (const record of this.#records.filter((one) => one.roomId === roomId)) this.#remove(record);
    this.#pauses.get(roomId)?.end();
  }

  /** The connection is there: everything that waits is tried. */
  resume(): void {
    this.#running = true;
    for (const pause of this.#pauses.values()) pause.end();
    for (const roomId of new Set(this.#records.map((record) => record.roomId))) this.#work(roomId);
  }

  /** The connection is lost: messages stay, those on their way finish or come back. */
  hold(): void {
    this.#running = false;
  }

  /** Ends all work; what was not sent is on disk. */
  async stop(): Promise<void> {
    this.hold();
    this.#parts.uploader.stop();
    for (const pause of this.#pauses.values()) pause.end();
    await Promise.allSettled(this.#working.values());
  }

  /** Drops local echoes whose event came back, known by transaction id or event id. */
  async settle(changes: SyncChanges): Promise<void> {
    const rooms = new Set(changes.timelines.map(({ roomId }) => roomId));
    const limited = new Set(changes.timelines.flatMap((timeline) => (timeline.limited ? [timeline.roomId] : [])));
    const transactions = new Set(changes.timelines.flatMap(({ events }) => events.map((event) => event.transactionId)));
    for (const { eventId, transactionId } of changes.timelines.flatMap(({ events }) => events))
      if (transactionId !== null) this.#learn(transactionId as TransactionId, eventId);
    for (const record of this.#records) {
      if (!rooms.has(record.roomId)) continue;
      // Behind a hole: the event is on the server and comes with the history.
      const skipped = record.status === 'sent' && limited.has(record.roomId);
      if (skipped || transactions.has(record.transactionId) || (await this.#isBack(record))) this.#remove(record);
    }
    for (const roomId of rooms) this.#work(roomId);
  }

  async #isBack(record: QueueRecord): Promise<boolean> {
    if (record.status !== 'sent' || record.eventId === null) return false;
    if ((await this.#parts.cache.event(record.roomId, record.eventId as EventId)) !== null) return true;
    if (record.content.kind !== 'redaction' || isLocal(record.content.target)) return false;
    const target = await this.#parts.cache.event(record.roomId, record.content.target);
    return target !== null && target.event.redaction !== null;
  }

  #find(transactionId: TransactionId): QueueRecord {
    const record = this.#records.find((one) => one.transactionId === transactionId);
    if (record === undefined) throw new CodedError('message.unknown', 'no such message in the send queue');
    return record;
  }

  /** A content about a message here, as far as its event is known. Throws `message.unknown` where it is about nothing. */
  #anchored(content: Outgoing): Outgoing {
    const ref = aboutOf(content);
    if (ref === null || !isLocal(ref)) return content;
    const target = this.#records.find((one) => one.transactionId === ref);
    const eventId = target?.eventId ?? this.#sent.get(ref) ?? null;
    if (eventId !== null) return about(content, eventId as EventId);
    if (target !== undefined) return content;
    if (depends(content)) throw new CodedError('message.unknown', 'no such message in the send queue');
    return about(content, null);
  }

  /** An edit of what the server cannot have yet changes the message itself, which is then sent again if it had failed. */
  #amend(edit: Outgoing): boolean {
    if (edit.kind !== 'edit') return false;
    const target = this.#records.find((one) => one.transactionId === edit.target);
    const sending = target !== undefined && this.#sending.get(target.roomId) === target.transactionId;
    if (target?.content.kind !== 'text' || mayHaveArrived(target, sending)) return false;
    const { body, html, mentions } = edit;
    this.#parts.precious.updateQueued(target.transactionId, {
      content: { ...target.content, body, html, mentions },
      status: 'queued',
      failure: null,
      wire: null,
    });
    this.#reload();
    return true;
  }

  #enqueue(roomId: RoomId, transactionId: TransactionId, content: Outgoing): void {
    const fresh = { status: 'queued', failure: null, eventId: null, wire: null } as const;
    if (this.#parts.precious.enqueue({ transactionId, roomId, queuedAt: this.#parts.now(), content, ...fresh })) this.#reload();
  }

  #enqueueRedaction({ roomId, transactionId, eventId }: QueueRecord): void {
    const target = (eventId as EventId | null) ?? transactionId;
    this.#enqueue(roomId, `~${transactionId}`.slice(0, 255) as TransactionId, { kind: 'redaction', target, reason: null });
  }

  /** The server has a message: what is about it here is about its event from now on. */
  #learn(transactionId: TransactionId, eventId: EventId): void {
    this.#sent.set(transactionId, eventId);
    const concerned = this.#records.filter(({ content }) => aboutOf(content) === transactionId);
    for (const record of concerned) this.#parts.precious.updateQueued(record.transactionId, { content: about(record.content, eventId) });
    if (concerned.length > 0) this.#reload();
  }

  /** Takes a message out, with its edits and reactions; answers to it go without what they answered. */
  #withdraw(record: QueueRecord): void {
    for (const one of this.#records.filter(({ content }) => aboutOf(content) === record.transactionId)) {
      if (depends(one.content)) this.#parts.precious.removeQueued(one.transactionId);
      else this.#parts.precious.updateQueued(one.transactionId, { content: about(one.content, null) });
    }
    this.#remove(record);
  }

  /** After a start: what a crash left between two writes, and what waited long enough. */
  #tidy(): void {
    for (const { status, transactionId, eventId } of this.#records)
      if (status === 'sent' && eventId !== null) this.#learn(transactionId, eventId as EventId);
    const oldest = this.#parts.now() - dormantMs;
    const given = this.#records.filter((record) => record.queuedAt < oldest && isDormant(record, this.#records));
    for (const { transactionId } of given) this.#parts.precious.removeQueued(transactionId);
    if (given.length > 0) this.#reload();
  }

  #reload(): void {
    this.#records = this.#parts.precious.queue();
    this.#parts.onChange(this.entries());
  }

  #update(record: QueueRecord, change: Partial<Pick<QueueRecord, 'status' | 'failure' | 'eventId'>>): void {
    this.#parts.precious.updateQueued(record.transactionId, change);
    this.#reload();
  }

  #remove(record: QueueRecord): void {
    this.#parts.precious.removeQueued(record.transactionId);
    if (record.content.kind === 'attachment') this.#parts.uploader.drop(record.content.attachmentId);
    this.#reload();
  }

  #work(roomId: RoomId): void {
    if (!this.#running || this.#working.has(roomId)) return;
    const work = this.#sendAll(roomId).finally(() => {
      this.#working.delete(roomId);
      // Something may have come between the last look and here.
      if (this.#next(roomId) !== null) this.#work(roomId);
    });
    this.#working.set(roomId, work);
  }

  /** The message whose turn it is in a room; null where there is none, or where a failed one bars the way. */
  #next(roomId: RoomId): QueueRecord | null {
    const waits = (record: QueueRecord): boolean => record.roomId === roomId && record.status !== 'sent';
    const first = this.#records.find((record) => waits(record) && !isDormant(record, this.#records));
    return first?.status === 'queued' ? first : null;
  }

  async #sendAll(roomId: RoomId): Promise<void> {
    let failures = 0;
    let serverErrors = 0;
    for (let record = this.#next(roomId); this.#running && record !== null; record = this.#next(roomId)) {
      const error = await this.#attempt(record);
      failures = error === null ? 0 : failures + 1;
      serverErrors = error === null ? 0 : serverErrors + (isServerError(error) ? 1 : 0);
      if (error === null) continue;
      const verdict = verdictOf(error, serverErrors);
      this.#parts.onFailure(error instanceof CodedError ? error.code : 'internal', verdict.kind === 'failed');
      if (verdict.kind === 'failed') this.#fail(record, verdict.failure);
      else if (this.#running) await this.#pauseFor(roomId, backOffMs(error, Math.min(failures, longestStep), Math.random()));
    }
  }

  #fail(record: QueueRecord, failure: NonNullable<QueueRecord['failure']>): void {
    if (this.#records.some((one) => one.transactionId === record.transactionId)) this.#update(record, { status: 'failed', failure });
  }

  async #pauseFor(roomId: RoomId, ms: number): Promise<void> {
    const pause = new Pause();
    this.#pauses.set(roomId, pause);
    await pause.wait(ms);
    this.#pauses.delete(roomId);
  }

  /** Null after a success. */
  async #attempt(record: QueueRecord): Promise<unknown> {
    this.#sending.set(record.roomId, record.transactionId);
    this.#parts.onChange(this.entries());
    try {
      const eventId = await this.#parts.sendOne(record);
      this.#sending.delete(record.roomId);
      await this.#arrived(record, eventId);
      return null;
    } catch (error) {
      this.#sending.delete(record.roomId);
      // What was encrypted meanwhile is in the store: the next attempt sends it again.
      this.#reload();
      return error ?? new CodedError('internal', 'failed without an error');
    }
  }

  /** The answer may come after the event itself: then the echo is not needed any more. */
  async #arrived(record: QueueRecord, eventId: string): Promise<void> {
    const still = this.#records.find((one) => one.transactionId === record.transactionId);
    if (still !== undefined) this.#parts.precious.updateQueued(record.transactionId, { status: 'sent', eventId });
    this.#learn(record.transactionId, eventId as EventId);
    this.#reload();
    const now = this.#records.find((one) => one.transactionId === record.transactionId);
    if (now !== undefined && (await this.#isBack(now))) this.#remove(now);
  }
}
