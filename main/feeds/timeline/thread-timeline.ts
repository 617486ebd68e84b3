import { CodedError, type Diff, type EventId, type TimelineItem } from '../../../preload/contract/index.ts';
import type { Unsubscribe } from '../../matrix/index.ts';
import type { EventRecord, RoomRecord, SyncChanges } from '../../records/index.ts';
import { TimelineController, type LocalEcho } from '../../timeline/index.ts';
import { Serial } from '../serial.ts';
import { MetaTeller, type OpenTimeline, type TimelineMeta, type TimelineParts } from './open-timeline.ts';
import { PollVotes } from './poll-votes.ts';
import { rightsIn } from './rights.ts';
import { Surroundings } from './surroundings.ts';

/** Messages first shown, and at most: threads are short. */
const firstRows = 100;
const mostRows = 1000;

/**
 * One thread (spec 11.25): its first message and what was written under it, from the store and, at
 * its opening, from the server. Read again as a whole at each change.
 */
export class ThreadTimeline implements OpenTimeline {
  readonly #parts: TimelineParts;
  readonly #root: EventId;
  readonly #controller: TimelineController;
  readonly #surroundings: Surroundings;
  readonly #serial: Serial;
  readonly #polls: PollVotes;
  readonly #metas = new MetaTeller();
  readonly #leave: Unsubscribe[];
  #room: RoomRecord | null = null;
  #events: EventRecord[] = [];
  #relations: EventRecord[] = [];
  #rows = firstRows;
  #loading = 0;
  readonly loaded: Promise<void>;

  constructor(parts: TimelineParts, root: EventId) {
    const { account, roomId, mediaUrl, originOf, log, timeZone } = parts;
    this.#parts = parts;
    this.#root = root;
    this.#surroundings = new Surroundings(account.cache, roomId, account.userId);
    this.#polls = new PollVotes(parts, () => this.#renew());
    this.#serial = new Serial((error) => log.warn('a thread was not renewed', { roomId, error }));
    this.#controller = new TimelineController({
      ownUserId: account.userId,
      mediaUrl,
      originOf,
      thread: root,
      onError: (eventId, error) => log.warn('an event cannot be drawn', { roomId, eventId, error }),
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    this.#leave = [
      account.onSync((changes) => this.#synced(changes)),
      account.onDecrypted((roomIds) => roomIds.includes(roomId) && this.#renew()),
      account.onQueue(() => this.#draw()),
    ];
    this.loaded = this.#serial.run(() => this.#open()).then(() => undefined);
  }

  get items(): readonly TimelineItem[] {
    return this.#controller.items;
  }

  get meta(): TimelineMeta {
    return {
      more: this.#hasMore(),
      newer: false,
      below: 0,
      loading: this.#loading > 0,
      lastEventId: this.#events.at(-1)?.eventId ?? null,
      unreadFrom: null,
      around: null,
      rights: rightsIn(this.#room),
    };
  }

  observe(onDiffs: (diffs: Diff<TimelineItem>[]) => void, onMeta: (meta: TimelineMeta) => void): Unsubscribe {
    const stops = [this.#controller.observe(onDiffs), this.#metas.add(onMeta)];
    return () => stops.forEach((stop) => stop());
  }

  async paginate(count: number): Promise<{ more: boolean }> {
    await this.loaded;
    this.#rows = Math.min(mostRows, this.#rows + count);
    await this.#fetch();
    return { more: this.#hasMore() };
  }

  stop(): void {
    this.#serial.stop();
    for (const leave of this.#leave) leave();
    this.#metas.clear();
  }

  #hasMore(): boolean {
    return this.#events.length > this.#rows && this.#rows < mostRows;
  }

  async #open(): Promise<void> {
    const { account, roomId, log } = this.#parts;
    this.#room = await account.cache.room(roomId);
    if (!this.#room) throw new CodedError('room.unknown', 'no such room');
    await Promise.all([account.conversation.fetch(roomId, this.#root), this.#surroundings.readReceipts()]);
    await this.#read();
    this.#fetch().catch((error: unknown) => log.info('a thread was not completed', { roomId, error }));
  }

  /** What the server has of it; the store then holds it. */
  async #fetch(): Promise<void> {
    const { account, roomId } = this.#parts;
    this.#loading++;
    this.#metas.tell(this.meta);
    try {
      await account.conversation.loadRelations(roomId, this.#root, 'm.thread', this.#rows);
      await this.#serial.run(() => this.#read());
    } finally {
      this.#loading--;
      this.#metas.tell(this.meta);
    }
  }

  async #read(): Promise<void> {
    const { cache } = this.#parts.account;
    const { roomId } = this.#parts;
    const [root, replies] = await Promise.all([
      cache.event(roomId, this.#root),
      cache.related(roomId, this.#root, 'm.thread', this.#rows + 1),
    ]);
    this.#events = [...(root ? [root.event] : []), ...replies];
    this.#relations = await cache.relationsOf(
      roomId,
      this.#events.map(({ eventId }) => eventId),
    );
    await this.#surroundings.complete({ runs: [this.#events], live: this.#events, relations: this.#relations });
    this.#polls.look(this.#events);
    this.#draw();
  }

  #draw(): void {
    this.#controller.update({
      roomId: this.#parts.roomId,
      runs: [this.#events],
      before: 'stored',
      relations: this.#relations,
      echoes: this.#echoes(),
      receipts: this.#surroundings.receipts,
      profiles: this.#surroundings.profiles,
      replyTargets: this.#surroundings.replyTargets,
      threads: new Map(),
      unreadAfter: null,
      encrypted: this.#room?.encrypted ?? false,
      redactPower: this.#room?.power.redact ?? 50,
    });
    this.#metas.tell(this.meta);
  }

  #echoes(): LocalEcho[] {
    const { account, roomId } = this.#parts;
    return account.queue.entries().flatMap(({ record, sending }) => {
      const { content } = record;
      const inThread = 'thread' in content && content.thread?.root === this.#root;
      if (record.roomId !== roomId || (!('target' in content) && !inThread)) return [];
      const attachment = content.kind === 'attachment' ? account.precious.attachment(content.attachmentId) : null;
      return [{ record, sending, attachment }];
    });
  }

  #synced(changes: SyncChanges): void {
    const { roomId } = this.#parts;
    this.#polls.retry();
    if (changes.timelines.some((one) => one.roomId === roomId) || changes.members.includes(roomId)) this.#renew();
  }

  #renew(): void {
    this.#serial.request('read', () => this.#read());
  }
}
