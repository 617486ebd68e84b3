import type { EventId } from '../../../preload/contract/index.ts';
import { redactEvent, redactionTarget, relationOf, type EventRecord } from '../../records/index.ts';
import type { NewerSlice, TimelineSlice } from '../../store/index.ts';
import { kindOf } from '../../timeline/index.ts';

/** Rows that live events may bring before old ones are let go; what was paged in stays on top of it. */
const mostLiveRows = 2000;
const trimmedAtOnce = 500;
/** Rows that stay when those far above are let go: some screens of reading back. */
const rowsKept = 500;
/** Rows that are let go at one end when the reader is far from it. */
const stride = 750;
/** Edits, reactions and votes kept for rows; the oldest go first. */
const mostRelations = 20_000;

const isMessage = (event: EventRecord): boolean => kindOf(event) === 'message';
const eventsOf = (slice: Pick<TimelineSlice, 'events'>): EventRecord[] => slice.events.map(({ event }) => event);

/**
 * The part of a conversation that is held in memory: the live run, and above it runs that a gap
 * separates from it. Far back the newest rows of the live run are let go too. Pure; arrays are replaced, never changed, so that identity tells what is new.
 */
export class TimelineWindow {
  #frozen: readonly (readonly EventRecord[])[] = [];
  #live: readonly EventRecord[] = [];
  #before: TimelineSlice['before'] = 'start';
  #relations: readonly EventRecord[] = [];
  #paged = 0;
  /** Messages that were let go at the end of the live run, or came since; null where its end is here. */
  #below: number | null = null;

  /** Runs without a hole, oldest first; the last one is live. */
  get runs(): readonly (readonly EventRecord[])[] {
    return [...this.#frozen, this.#live];
  }

  get live(): readonly EventRecord[] {
    return this.#live;
  }

  /** What lies before the first event of all. */
  get before(): TimelineSlice['before'] {
    return this.#frozen.length > 0 ? 'stored' : this.#before;
  }

  /** What lies before the live run. */
  get beforeLive(): TimelineSlice['before'] {
    return this.#before;
  }

  get hasGap(): boolean {
    return this.#frozen.length > 0;
  }

  get relations(): readonly EventRecord[] {
    return this.#relations;
  }

  /** Whether the end of the live run was let go. */
  get newer(): boolean {
    return this.#below !== null;
  }

  /** How many messages lie behind the last row. */
  get below(): number {
    return this.#below ?? 0;
  }

  /** Rows of all runs. */
  get size(): number {
    return this.#frozen.reduce((sum, run) => sum + run.length, this.#live.length);
  }

  has(eventId: EventId): boolean {
    return this.runs.some((run) => run.some((event) => event.eventId === eventId));
  }

  /** The live run as the store has it now, to its very end. */
  renewToEnd(slice: TimelineSlice): void {
    this.#below = null;
    this.renew(slice);
  }

  /** The live run as the store has it now. Runs that it reaches are part of it. */
  renew(slice: TimelineSlice): void {
    this.#live = eventsOf(slice);
    this.#before = slice.before;
    const ids = new Set(this.#live.map((event) => event.eventId));
    const reached = this.#frozen.findIndex((run) => run.some((event) => ids.has(event.eventId)));
    if (reached >= 0) this.#frozen = this.#frozen.slice(0, reached);
    this.#relations = merged(this.#relations, slice.relations);
  }

  /** Older events, right before the live run. */
  prepend(slice: TimelineSlice): void {
    const known = new Set(this.#live.map((event) => event.eventId));
    const older = eventsOf(slice).filter((event) => !known.has(event.eventId));
    this.#live = [...older, ...this.#live];
    this.#paged += older.length;
    this.#before = slice.before;
    this.#relations = merged(slice.relations, this.#relations);
  }

  /** What follows the last row, where it was let go. */
  extend(slice: NewerSlice): void {
    const newer = eventsOf(slice);
    this.#live = merged(this.#live, newer);
    this.#relations = merged(this.#relations, slice.relations);
    this.#below = slice.after === 'live' ? null : Math.max(0, this.below - newer.filter(isMessage).length);
    if (this.#below === null) this.#paged = this.#live.length;
  }

  /** What relates to events that are here, as the store has it now. */
  relate(events: readonly EventRecord[]): void {
    this.#relations = merged(this.#relations, events);
  }

  reachStart(): void {
    this.#before = 'start';
  }

  /** A hole opens at the end: what is known becomes a run of its own. */
  freeze(): void {
    if (this.#live.length > 0) this.#frozen = [...this.#frozen, this.#live];
    this.#live = [];
    this.#before = 'hole';
  }

  /** The gap cannot be filled any more (its hole is gone): what is above it comes back from the store. */
  forgetAbove(): void {
    this.#frozen = [];
  }

  /** Lets go of what was paged in far above the end, where the reader is; it is read again from the store. */
  letGo(): void {
    if (this.size <= rowsKept) return;
    if (this.#live.length > rowsKept) this.#before = 'stored';
    this.#frozen = [];
    this.#keep(this.#live.slice(-rowsKept));
    this.#paged = 0;
  }

  /** Lets go of the newest rows: the reader is far above them. Not while they read at a gap, which may be near the end. */
  letGoNewest(): void {
    if (this.#live.length <= stride || this.hasGap) return;
    this.#below = this.below + this.#live.slice(-stride).filter(isMessage).length;
    this.#keep(this.#live.slice(0, -stride));
  }

  /** Lets go of the oldest rows: the reader is far below them. */
  letGoOldest(): void {
    this.#frozen = [];
    if (this.#live.length <= stride) return;
    this.#before = 'stored';
    this.#keep(this.#live.slice(stride));
  }

  /** The reader goes back to the end at once: nothing else stays. */
  startAnew(slice: TimelineSlice): void {
    this.#frozen = [];
    this.#relations = [];
    this.#paged = 0;
    this.renewToEnd(slice);
  }

  #keep(live: readonly EventRecord[]): void {
    this.#live = live;
    const kept = new Set<string>(this.runs.flatMap((run) => run.map((event) => event.eventId)));
    this.#relations = this.#relations.filter((event) => kept.has(relationOf(event)?.target ?? event.eventId));
  }

  /** New events at the end, oldest first. Those that are known are replaced; they are only counted where the end is not here. */
  append(events: readonly EventRecord[]): void {
    const rows = events.filter((event) => kindOf(event) === 'message' || kindOf(event) === 'state');
    if (this.#below === null) this.#live = this.#trimmed(merged(this.#live, rows));
    else this.#below += rows.filter(isMessage).length;
    this.#relations = merged(
      this.#relations,
      events.filter((event) => kindOf(event) === 'relation'),
    ).slice(-mostRelations);
    for (const event of events) this.#redact(event);
  }

  #trimmed(rows: readonly EventRecord[]): readonly EventRecord[] {
    if (rows.length <= mostLiveRows + this.#paged) return rows;
    this.#before = 'stored';
    return rows.slice(trimmedAtOnce);
  }

  #redact(event: EventRecord): void {
    const target = redactionTarget(event);
    if (target === null) return;
    const reason = event.content['reason'];
    const redaction = { by: event.sender, reason: typeof reason === 'string' ? reason : null };
    const apply = (list: readonly EventRecord[]): readonly EventRecord[] =>
      list.some((one) => one.eventId === target) ? list.map((one) => (one.eventId === target ? redactEvent(one, redaction) : one)) : list;
    this.#live = apply(this.#live);
    this.#frozen = this.#frozen.map(apply);
    this.#relations = apply(this.#relations);
  }
}

/** `first` with the events of `then` after it; an event that is in both has its later form, at its first place. */
function merged(first: readonly EventRecord[], then: readonly EventRecord[]): readonly EventRecord[] {
  if (then.length === 0) return first;
  const byId = new Map(first.map((event) => [event.eventId, event]));
  for (const event of then) byId.set(event.eventId, event);
  return [...byId.values()];
}
