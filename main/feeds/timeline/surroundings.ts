import type { EventId, RoomId, UserId } from '../../../preload/contract/index.ts';
import { isPollEnd, relationOf, threadOf, type EventRecord, type ReceiptRecord, type RoomRecord } from '../../records/index.ts';
import type { EventCache } from '../../store/index.ts';
import { replyTargetOf, type Profile, type ThreadFacts } from '../../timeline/index.ts';

/** Looked up in one go; what is beyond waits for the next. */
const mostProfiles = 500;
const mostTargets = 50;

/** What is drawn: all runs of events, the last of them, and what relates to them. */
type Rows = { runs: readonly (readonly EventRecord[])[]; live: readonly EventRecord[]; relations: readonly EventRecord[] };

const counted = (thread: ThreadFacts, unread: number): ThreadFacts => (thread.unread === unread ? thread : { ...thread, unread });

/** What a conversation needs beside its events: receipts, profiles, answered messages. */
export class Surroundings {
  readonly #cache: EventCache;
  readonly #roomId: RoomId;
  readonly #own: UserId;
  #receipts: readonly ReceiptRecord[] = [];
  #profiles: ReadonlyMap<UserId, Profile> = new Map();
  #targets: ReadonlyMap<EventId, EventRecord> = new Map();
  /** Known, but to be read again. */
  #stale: ReadonlySet<UserId> = new Set();
  #threads: ReadonlyMap<EventId, ThreadFacts> = new Map();
  #unread: ReadonlyMap<EventId, number> = new Map();
  /** First messages whose threads were looked for. */
  readonly #askedThreads = new Set<EventId>();
  /** Looked for and not found; not asked for again. */
  readonly #missing = new Set<string>();

  constructor(cache: EventCache, roomId: RoomId, own: UserId) {
    this.#cache = cache;
    this.#roomId = roomId;
    this.#own = own;
  }

  get receipts(): readonly ReceiptRecord[] {
    return this.#receipts;
  }
  get profiles(): ReadonlyMap<UserId, Profile> {
    return this.#profiles;
  }
  get replyTargets(): ReadonlyMap<EventId, EventRecord> {
    return this.#targets;
  }

  get threads(): ReadonlyMap<EventId, ThreadFacts> {
    return this.#threads;
  }

  /** Threads that these events belong to are read again. */
  threadsChanged(events: readonly EventRecord[]): void {
    for (const event of events) {
      const root = threadOf(event);
      if (root !== null) this.#askedThreads.delete(root);
    }
  }

  /** Unread messages of threads, by their first one. */
  countThreads(room: RoomRecord | null): void {
    const unread = new Map((room?.threads ?? []).map((thread) => [thread.root, thread.unread]));
    this.#unread = unread;
    this.#threads = new Map([...this.#threads].map(([root, thread]) => [root, counted(thread, unread.get(root) ?? 0)]));
  }

  async #findThreads(window: Rows): Promise<boolean> {
    const asked = window.runs.flatMap((run) => run.map((event) => event.eventId)).filter((id) => !this.#askedThreads.has(id));
    if (asked.length === 0) return false;
    for (const id of asked) this.#askedThreads.add(id);
    const found = await this.#cache.threads(this.#roomId, asked);
    if (found.length === 0) return false;
    const fresh = found.map(({ root, count, latest }) => [root, { count, latest, unread: this.#unread.get(root) ?? 0 }] as const);
    this.#threads = new Map([...this.#threads, ...fresh]);
    return true;
  }

  async readReceipts(): Promise<void> {
    this.#receipts = await this.#cache.receipts(this.#roomId);
  }

  /** Members changed: all profiles are read again. */
  forgetProfiles(): void {
    this.#missing.clear();
    this.#stale = new Set(this.#profiles.keys());
  }

  /** Looks up who and what the window names and is not known yet. Tells whether something was found. */
  async complete(window: Rows): Promise<boolean> {
    const threads = await this.#findThreads(window);
    const targets = (await this.#findTargets(window)) || threads;
    return (await this.#findProfiles(window)) || targets;
  }

  async #findTargets(window: Rows): Promise<boolean> {
    const here = new Set(window.runs.flat().map((event) => event.eventId));
    const wanted = new Set<EventId>();
    for (const event of window.live) {
      const target = replyTargetOf(event);
      if (target && !here.has(target) && !this.#targets.has(target) && !this.#missing.has(target)) wanted.add(target);
    }
    const asked = [...wanted].slice(-mostTargets);
    if (asked.length === 0) return false;
    const found = await Promise.all(asked.map((target) => this.#cache.event(this.#roomId, target)));
    asked.forEach((target, index) => found[index] ?? this.#missing.add(target));
    this.#targets = new Map([...this.#targets, ...found.flatMap((one) => (one ? [[one.event.eventId, one.event] as const] : []))]);
    return true;
  }

  async #findProfiles(window: Rows): Promise<boolean> {
    const asked = [...this.#named(window)]
      .filter((userId) => (!this.#profiles.has(userId) || this.#stale.has(userId)) && !this.#missing.has(userId))
      .slice(0, mostProfiles);
    if (asked.length === 0) return false;
    const found = await this.#cache.profiles(this.#roomId, asked);
    this.#stale = new Set([...this.#stale].filter((userId) => !asked.includes(userId)));
    this.#profiles = new Map([...this.#profiles, ...found.map((profile) => [profile.userId, profile] as const)]);
    for (const userId of asked) if (!this.#profiles.has(userId)) this.#missing.add(userId);
    return true;
  }

  /** Everybody whose name may be drawn. */
  #named(window: Rows): Set<UserId> {
    const latest = [...this.#threads.values()].map((thread) => thread.latest);
    // Of polls nobody is named, but who ended one must be known to have had the right to.
    const related = window.relations.filter((event) => relationOf(event)?.relType !== 'm.reference' || isPollEnd(event));
    const events = [...window.runs.flat(), ...related, ...this.#targets.values(), ...latest];
    const ids = new Set(events.map((event) => event.eventId));
    const users = new Set<UserId>([this.#own]);
    for (const event of events) {
      users.add(event.sender);
      if (event.redaction) users.add(event.redaction.by);
      if (event.type === 'm.room.member' && event.stateKey !== null) users.add(event.stateKey as UserId);
    }
    for (const receipt of this.#receipts) if (ids.has(receipt.eventId)) users.add(receipt.userId);
    return users;
  }
}
