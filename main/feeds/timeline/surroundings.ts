import type { EventId, RoomId, UserId } from '../../../preload/contract/index.ts';
import type { EventRecord, ReceiptRecord } from '../../records/index.ts';
import type { EventCache } from '../../store/index.ts';
import { replyTargetOf, type Profile } from '../../timeline/index.ts';

/** Looked up in one go; what is beyond waits for the next. */
const mostProfiles = 500;
const mostTargets = 50;

/** What is drawn: all runs of events, the last of them, and what relates to them. */
type Rows = { runs: readonly (readonly EventRecord[])[]; live: readonly EventRecord[]; relations: readonly EventRecord[] };

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
    const targets = await this.#findTargets(window);
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
    const events = [...window.runs.flat(), ...window.relations, ...this.#targets.values()];
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
