import { CodedError, type Diff, type EventId, type TimelineItem } from '../../../preload/contract/index.ts';
import type { Unsubscribe } from '../../matrix/index.ts';
import type { EventRecord, RoomRecord, SyncChanges, TimelineEvent } from '../../records/index.ts';
import type { NewerSlice, TimelineSlice } from '../../store/index.ts';
import { TimelineController } from '../../timeline/index.ts';
import { Serial } from '../serial.ts';
import { fetchForward } from './fetch-forward.ts';
import { MetaTeller, type Direction, type OpenTimeline, type TimelineMeta, type TimelineParts } from './open-timeline.ts';
import { PollVotes } from './poll-votes.ts';
import { rightsIn } from './rights.ts';
import { Surroundings } from './surroundings.ts';

/** Rows first shown on either side of the message. */
const firstRows = 40;
/** Rows on one side at most; whoever reads further takes the window along, by `stride`. */
const mostRows = 1500;
const stride = 750;
/** Answers of the server that bring no row are followed by the next, up to this many. */
const mostTries = 5;

/**
 * The messages around one that may be of any age: what a link, a search or a date leads to. It lies
 * in the store beside the live run, grows both ways, and follows what changes its rows; what comes
 * live is not part of it. The whole is read again at each change: it is a few hundred rows, and 2,250
 * at most, since the window moves with who reads far from the message.
 */
export class FocusedTimeline implements OpenTimeline {
  readonly #parts: TimelineParts;
  readonly #at: EventId;
  readonly #reading: boolean;
  readonly #controller: TimelineController;
  readonly #surroundings: Surroundings;
  readonly #serial: Serial;
  readonly #polls: PollVotes;
  readonly #metas = new MetaTeller();
  readonly #leave: Unsubscribe[];
  /** Rows before and after the anchor. */
  readonly #rows = { back: firstRows, forward: firstRows };
  /** What the window lies around: the message, until the reader is far from it. */
  #anchor: EventId;
  #room: RoomRecord | null = null;
  #older: TimelineSlice = { events: [], before: 'start', relations: [] };
  #newer: NewerSlice = { events: [], after: 'live', relations: [] };
  #paging = 0;
  readonly loaded: Promise<void>;

  /** `reading`: the line of new messages follows `at`. */
  constructor(parts: TimelineParts, at: EventId, reading: boolean) {
    const { account, roomId, mediaUrl, originOf, log, timeZone } = parts;
    this.#parts = parts;
    this.#at = at;
    this.#anchor = at;
    this.#reading = reading;
    this.#surroundings = new Surroundings(account.cache, roomId, account.userId);
    this.#polls = new PollVotes(parts, () => this.#renew());
    this.#serial = new Serial((error) => log.warn('older messages were not renewed', { roomId, error }));
    this.#controller = new TimelineController({
      ownUserId: account.userId,
      mediaUrl,
      originOf,
      onError: (eventId, error) => log.warn('an event cannot be drawn', { roomId, eventId, error }),
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    this.#leave = [
      account.onSync((changes) => this.#synced(changes)),
      account.onDecrypted((roomIds) => roomIds.includes(roomId) && this.#renew()),
    ];
    this.loaded = this.#serial.run(() => this.#open()).then(() => undefined);
  }

  get items(): readonly TimelineItem[] {
    return this.#controller.items;
  }

  get meta(): TimelineMeta {
    return {
      more: this.#older.before !== 'start',
      newer: this.#newer.after !== 'live',
      below: 0,
      loading: this.#paging > 0,
      lastEventId: null,
      unreadFrom: null,
      around: this.#around,
      rights: rightsIn(this.#room),
    };
  }

  observe(onDiffs: (diffs: Diff<TimelineItem>[]) => void, onMeta: (meta: TimelineMeta) => void): Unsubscribe {
    const stops = [this.#controller.observe(onDiffs), this.#metas.add(onMeta)];
    return () => stops.forEach((stop) => stop());
  }

  async paginate(count: number, direction: Direction): Promise<{ more: boolean }> {
    this.#paging++;
    this.#metas.tell(this.meta);
    try {
      await this.loaded;
      await this.#serial.run(() => this.#step(count, direction));
      return { more: direction === 'back' ? this.meta.more : this.meta.newer };
    } finally {
      this.#paging--;
      this.#metas.tell(this.meta);
    }
  }

  stop(): void {
    this.#serial.stop();
    for (const leave of this.#leave) leave();
    this.#metas.clear();
  }

  async #open(): Promise<void> {
    const { account, roomId } = this.#parts;
    this.#room = await account.cache.room(roomId);
    this.#surroundings.countThreads(this.#room);
    if (!this.#room) throw new CodedError('room.unknown', 'no such room');
    await Promise.all([account.conversation.reach(roomId, this.#at), this.#surroundings.readReceipts()]);
    await this.#read();
  }

  async #step(count: number, direction: Direction): Promise<void> {
    if (this.#rows[direction] + count > mostRows) this.#move(direction);
    const end = (): EventId | undefined =>
      (direction === 'back' ? (this.#older.events[0] ?? this.#newer.events[0]) : (this.#newer.events.at(-1) ?? this.#older.events.at(-1)))
        ?.event.eventId;
    const before = end();
    this.#rows[direction] += count;
    for (let tries = 0; tries < mostTries && end() === before; tries++) {
      if (!(await this.#fetch(count, direction))) tries = mostTries;
      await this.#read();
    }
  }

  /** Takes the window along in the direction of reading: what lies far behind the reader is let go. */
  #move(direction: Direction): void {
    const next = direction === 'back' ? this.#older.events.at(-stride) : this.#newer.events[stride - 1];
    if (!next) return;
    this.#anchor = next.event.eventId;
    this.#rows[direction] -= stride;
    this.#rows[direction === 'back' ? 'forward' : 'back'] = stride;
  }

  /** Asks the server where the store ends; false where there is nothing to ask for. */
  async #fetch(count: number, direction: Direction): Promise<boolean> {
    const { account, roomId } = this.#parts;
    const position = await this.#position();
    if (direction === 'back') {
      if (this.#older.before !== 'hole') return false;
      const hole = await account.cache.holeBefore(roomId, position);
      if (hole) await account.rooms.paginate(roomId, hole, count);
      return hole !== null;
    }
    return this.#newer.after === 'hole' && fetchForward(account, roomId, position, count);
  }

  /** Read anew each time: filling a hole may give events other places. */
  async #position(): Promise<TimelineEvent['position']> {
    const found = await this.#parts.account.cache.placed(this.#parts.roomId, this.#anchor);
    if (!found) throw new CodedError('message.unknown', 'the message is gone from the store');
    return found.position;
  }

  async #read(): Promise<void> {
    const { cache } = this.#parts.account;
    const { roomId } = this.#parts;
    const position = await this.#position();
    [this.#older, this.#newer] = await Promise.all([
      cache.timelineBefore(roomId, { ...position, index: position.index + 1 }, this.#rows.back),
      cache.timelineAfter(roomId, position, this.#rows.forward),
    ]);
    await this.#surroundings.complete(this.#window());
    this.#polls.look(this.#window().live);
    this.#draw();
  }

  #window(): { runs: EventRecord[][]; live: EventRecord[]; relations: EventRecord[] } {
    const run = [...this.#older.events, ...this.#newer.events].map(({ event }) => event);
    return { runs: [run], live: run, relations: [...this.#older.relations, ...this.#newer.relations] };
  }

  #draw(): void {
    const { runs, relations } = this.#window();
    this.#controller.update({
      roomId: this.#parts.roomId,
      runs,
      before: this.#older.before,
      relations,
      echoes: [],
      receipts: this.#surroundings.receipts,
      profiles: this.#surroundings.profiles,
      replyTargets: this.#surroundings.replyTargets,
      threads: this.#surroundings.threads,
      // Opened to go on reading: the line stands where it would.
      unreadAfter: this.#reading ? this.#at : null,
      encrypted: this.#room?.encrypted ?? false,
      redactPower: this.#room?.power.redact ?? 50,
    });
    this.#metas.tell(this.meta);
  }

  /** A day may begin with what is no row of its own: a reaction, an edit, an answer in a thread. */
  get #around(): string | null {
    const rows = new Map(this.items.flatMap((row) => eventsOf(row).map((eventId) => [eventId, row.id] as const)));
    const candidates = [this.#at, ...this.#newer.events.map(({ event }) => event.eventId)];
    return rows.get(candidates.find((eventId) => rows.has(eventId)) ?? this.#at) ?? null;
  }

  /** What comes live may edit, react to or delete what is shown. */
  #synced(changes: SyncChanges): void {
    const { roomId } = this.#parts;
    this.#polls.retry();
    const touches = changes.timelines.some((one) => one.roomId === roomId && one.events.some((event) => event.stateKey === null));
    for (const one of changes.timelines) if (one.roomId === roomId) this.#surroundings.threadsChanged(one.events);
    if (touches || changes.members.includes(roomId)) this.#renew();
  }

  #renew(): void {
    this.#serial.request('read', () => this.#read());
  }
}

function eventsOf(row: TimelineItem): readonly EventId[] {
  if (row.type === 'changes') return row.rows.map(({ eventId }) => eventId);
  return (row.type === 'message' || row.type === 'state') && row.eventId !== null ? [row.eventId] : [];
}
