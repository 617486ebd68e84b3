import { CodedError, type Diff, type EventId, type RoomId, type TimelineItem } from '../../../preload/contract/index.ts';
import type { Account, QueueEntry, Unsubscribe } from '../../matrix/index.ts';
import type { EventRecord, RoomRecord, SyncChanges } from '../../records/index.ts';
import { TimelineController, type LocalEcho } from '../../timeline/index.ts';
import { withoutBlocked } from '../people/hide-blocked.ts';
import { Serial } from '../serial.ts';
import { MetaTeller, mostRows, type Direction, type OpenTimeline, type TimelineMeta, type TimelineParts } from './open-timeline.ts';
import { Pager } from './pager.ts';
import { PollVotes } from './poll-votes.ts';
import { rightsIn } from './rights.ts';
import { placeMarker } from './read-marker.ts';
import { Surroundings } from './surroundings.ts';
import { TimelineWindow } from './window.ts';

/** Rows shown first: more than a screen holds. */
const firstRows = 50;
/** Rows read at most, when a room is opened, to reach the first unread one. */
const mostUnreadRows = 250;

/** The conversation of one room while pages look at it, from the store and what syncs and the send queue bring. */
export class RoomTimeline implements OpenTimeline {
  readonly #options: TimelineParts;
  readonly #account: Account;
  readonly #roomId: RoomId;
  readonly #controller: TimelineController;
  readonly #window = new TimelineWindow();
  readonly #surroundings: Surroundings;
  readonly #pager: Pager;
  readonly #polls: PollVotes;
  /** Reads of the store, in order. */
  readonly #serial: Serial;
  /** Pages, one after the other; they wait for the network. */
  readonly #pages: Serial;
  readonly #leave: Unsubscribe[];
  readonly #metas = new MetaTeller();
  #room: RoomRecord | null = null;
  #entries: QueueEntry[];
  #unreadAfter: EventId | null = null;
  /** The last message that was read, where it is older than the rows. */
  #unreadFrom: EventId | null = null;
  #paging = 0;
  #ready = false;
  /** The store is being read: what is drawn waits for it, so that an echo and its event change places at once. */
  #reading = 0;
  #drawing = false;
  /** Resolves once the stored rows are drawn; rejects with `room.unknown`. */
  readonly loaded: Promise<void>;

  constructor(options: TimelineParts) {
    const { account, roomId, mediaUrl, originOf, log, timeZone } = options;
    this.#options = options;
    this.#account = account;
    this.#roomId = roomId;
    this.#surroundings = new Surroundings(account.cache, roomId, account.userId);
    this.#serial = new Serial((error) => log.warn('a timeline was not renewed', { roomId, error }));
    this.#pages = new Serial((error) => log.info('a gap was not filled', { roomId, error }));
    this.#pager = new Pager(account, roomId, this.#window, this.#serial);
    this.#polls = new PollVotes(options, (poll) => this.#voted(poll));
    this.#controller = new TimelineController({
      ownUserId: account.userId,
      mediaUrl,
      originOf,
      onError: (eventId, error) => log.warn('an event cannot be drawn', { roomId, eventId, error }),
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    this.#entries = account.queue.entries();
    this.#leave = [
      account.onSync((changes) => this.#synced(changes)),
      account.onDecrypted((roomIds) => roomIds.includes(roomId) && this.#reload()),
      account.onQueue((entries) => this.#queueChanged(entries)),
      account.people.onBlocked(() => this.#draw()),
    ];
    this.loaded = this.#serial.run(() => this.#open()).then(() => undefined);
  }

  get items(): readonly TimelineItem[] {
    return this.#controller.items;
  }

  get meta(): TimelineMeta {
    const { before, newer, below, live } = this.#window;
    return {
      more: before !== 'start',
      newer,
      below,
      unreadFrom: this.#unreadFrom,
      around: null,
      loading: this.#paging > 0,
      lastEventId: newer ? null : (live.at(-1)?.eventId ?? null),
      rights: rightsIn(this.#room),
    };
  }

  observe(onDiffs: (diffs: Diff<TimelineItem>[]) => void, onMeta: (meta: TimelineMeta) => void): Unsubscribe {
    const stops = [this.#controller.observe(onDiffs), this.#metas.add(onMeta)];
    return () => stops.forEach((stop) => stop());
  }

  /**
   * Brings up to `count` older rows: first those that a gap hides, then those before the first row,
   * from the store, else from the server; `forward` those that were let go at the end. Beyond `mostRows`
   * rows the other end is let go. At the end there is nothing forward: who asks for it is there, and
   * what lies far above is let go. Rejects with `CodedError`.
   */
  async paginate(count: number, direction: Direction = 'back'): Promise<{ more: boolean }> {
    this.#paging++;
    this.#metas.tell(this.meta);
    try {
      await this.loaded;
      await this.#pages.run(() => this.#step(count, direction));
      return { more: direction === 'back' ? this.meta.more : this.meta.newer };
    } finally {
      this.#paging--;
      this.#complete();
      this.#draw();
    }
  }

  /** Does not wait for pages that are on their way: they find their place in what is shown then. */
  async toEnd(): Promise<void> {
    await this.#serial.run(async () => this.#window.startAnew(await this.#account.cache.timelineTail(this.#roomId, firstRows)));
    this.#complete();
    this.#draw();
  }

  async #step(count: number, direction: Direction): Promise<void> {
    const full = this.items.length + count > mostRows;
    if (direction === 'back') {
      if (full) await this.#serial.run(async () => this.#window.letGoNewest());
      return this.#pager.step(count);
    }
    if (!this.#window.newer) return this.#serial.run(async () => this.#window.letGo());
    if (full) await this.#serial.run(async () => this.#window.letGoOldest());
    return this.#pager.stepForward(count);
  }

  stop(): void {
    this.#serial.stop();
    this.#pages.stop();
    for (const leave of this.#leave) leave();
    this.#metas.clear();
  }

  async #open(): Promise<void> {
    const { cache } = this.#account;
    const [room, slice] = await Promise.all([
      cache.room(this.#roomId),
      cache.timelineTail(this.#roomId, firstRows),
      this.#surroundings.readReceipts(),
    ]);
    if (!room) throw new CodedError('room.unknown', 'no such room');
    this.#room = room;
    this.#surroundings.countThreads(room);
    this.#window.renew(slice);
    this.#unreadAfter = await this.#findUnread(room.readMarker, slice);
    await this.#surroundings.complete(this.#window);
    this.#polls.look(this.#window.live);
    this.#ready = true;
    this.#update();
    this.#afterOpening();
  }

  /** The marker as it stands now; reads further back where it is older than the rows. */
  async #findUnread(marker: EventId | null, tail: Awaited<ReturnType<Account['cache']['timelineTail']>>): Promise<EventId | null> {
    const { cache, userId } = this.#account;
    let place = await placeMarker(cache, this.#roomId, marker, tail.events, userId);
    if (place.kind === 'above' && tail.before === 'stored') {
      const more = await cache.timelineTail(this.#roomId, mostUnreadRows);
      this.#window.renew(more);
      place = await placeMarker(cache, this.#roomId, marker, more.events, userId);
    }
    const elsewhere =
      place.kind === 'none' && marker !== null && (this.#room?.unread ?? 0) > 0 && !(await cache.placed(this.#roomId, marker));
    if (place.kind === 'above' || elsewhere) this.#unreadFrom = marker;
    return place.kind === 'after' ? place.eventId : null;
  }

  /** What the network can add to a room that was just opened. */
  #afterOpening(): void {
    const unread = [...this.#window.live, ...this.#window.relations].some(
      ({ decryption }) =>
        decryption.status === 'pending' || decryption.status === 'failed' || (decryption.status === 'ok' && decryption.shield),
    );
    if (unread) this.#inBackground(this.#account.rooms.retryDecryption(this.#roomId));
    if (this.#window.before === 'hole' && this.#window.size < firstRows / 2) this.#inBackground(this.paginate(firstRows));
  }

  #inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#options.log.info('an opened room was not completed', { roomId: this.#roomId, error }));
  }

  #synced(changes: SyncChanges): void {
    this.#polls.retry();
    const own = changes.timelines.filter(({ roomId }) => roomId === this.#roomId);
    for (const { events, limited } of own) {
      this.#surroundings.threadsChanged(events);
      this.#arrived(events, limited);
    }
    if (changes.expired.rooms.includes(this.#roomId)) this.#reload();
    if (changes.members.includes(this.#roomId)) this.#surroundings.forgetProfiles();
    if (changes.rooms.includes(this.#roomId)) this.#serial.request('room', () => this.#readRoom());
    if (changes.receipts.includes(this.#roomId)) this.#serial.request('receipts', () => this.#surroundings.readReceipts());
    if (own.length > 0 || changes.members.includes(this.#roomId) || changes.receipts.includes(this.#roomId)) this.#complete();
  }

  /** Live events are drawn in the tick in which they come; while the store is read they follow it. */
  #arrived(events: EventRecord[], limited: boolean): void {
    if (limited) return this.#jumped(events);
    if (this.#ready && this.#reading === 0 && !this.#window.newer) this.#window.append(events);
    else void this.#serial.run(async () => this.#window.append(events));
    this.#draw();
  }

  /**
   * A sync left a hole: the new run is shown at once, and the hole is filled as far as is reasonable.
   * Who opened the room from the store before that sync has read up to here, and finds the way back.
   */
  #jumped(events: EventRecord[]): void {
    this.#read('jump', async () => {
      // The hole lies behind what is shown, and is met on the way back.
      if (this.#window.newer) return this.#window.append(events);
      this.#unreadFrom ??= this.#window.live.at(-1)?.eventId ?? null;
      this.#window.freeze();
      this.#window.renew(await this.#account.cache.timelineTail(this.#roomId, firstRows));
    });
    this.#pages.request('mend', async () => {
      await this.#serial.run(async () => this.#draw());
      await this.#pager.mend();
      this.#complete();
    });
    this.#complete();
  }

  #reload(): void {
    this.#read('reload', () => this.#pager.renew(Math.max(firstRows, this.#window.live.length)));
    this.#complete();
  }

  /** From the request on, live events line up behind this read, and drawing waits for it. */
  #read(name: string, work: () => Promise<void>): void {
    const accepted = this.#serial.request(name, async () => {
      try {
        await work();
      } finally {
        this.#reading--;
        // One that was asked for before may have run ahead of this read, without drawing.
        this.#complete();
      }
    });
    if (accepted) this.#reading++;
  }

  async #readRoom(): Promise<void> {
    this.#room = (await this.#account.cache.room(this.#roomId)) ?? this.#room;
    this.#surroundings.countThreads(this.#room);
    this.#draw();
  }

  #complete(): void {
    this.#serial.request('complete', async () => {
      this.#draw();
      await this.#surroundings.complete(this.#window);
      this.#polls.look(this.#window.live);
      this.#draw();
    });
  }

  #queueChanged(entries: QueueEntry[]): void {
    const concerns = ({ record }: QueueEntry): boolean => record.roomId === this.#roomId;
    if (!entries.some(concerns) && !this.#entries.some(concerns)) return;
    this.#entries = entries;
    this.#draw();
  }

  /** Votes of a poll came from the server into the store. */
  #voted(poll: EventId): void {
    this.#serial.request(`votes ${poll}`, async () => this.#window.relate(await this.#account.cache.relationsOf(this.#roomId, [poll])));
    this.#complete();
  }

  /** Draws once at the end of the tick, so that changes that belong together are one batch. */
  #draw(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    queueMicrotask(() => {
      this.#drawing = false;
      if (this.#ready && this.#reading === 0 && !this.#serial.stopped) this.#update();
    });
  }

  #update(): void {
    this.#controller.update({
      roomId: this.#roomId,
      runs: withoutBlocked(this.#window.runs, this.#account.people.blocked()),
      before: this.#window.before,
      relations: this.#window.relations,
      echoes: this.#window.newer ? [] : this.#echoes(),
      receipts: this.#surroundings.receipts,
      profiles: this.#surroundings.profiles,
      replyTargets: this.#surroundings.replyTargets,
      threads: this.#surroundings.threads,
      unreadAfter: this.#unreadAfter,
      encrypted: this.#room?.encrypted ?? false,
      redactPower: this.#room?.power.redact ?? 50,
    });
    this.#metas.tell(this.meta);
  }

  #echoes(): LocalEcho[] {
    return this.#entries.flatMap(({ record, sending }) => {
      const { content } = record;
      if (record.roomId !== this.#roomId || ('thread' in content && content.thread)) return [];
      const attachment = content.kind === 'attachment' ? this.#account.precious.attachment(content.attachmentId) : null;
      return [{ record, sending, attachment }];
    });
  }
}
