import type { TimelineItem } from '../../preload/contract/index.ts';
import { sameValue } from '../lists/index.ts';
import type { EventRecord } from '../records/index.ts';
import { collapse } from './collapse.ts';
import { dayTeller, shownTime } from './days.ts';
import { brokenRow, echoRow, messageRow, rowParts, type RowPlace } from './message-row.ts';
import { Stage, type Scene } from './scene.ts';
import { stateWords } from './state-words.ts';
import type { LocalEcho, TimelineInput, TimelineOptions } from './types.ts';

/** Messages of one sender that are closer than this are drawn under one head. */
const closeMs = 5 * 60_000;

/** A row as it was drawn, with what it was drawn from; null: nothing to show. */
interface Drawn {
  parts: unknown[];
  item: TimelineItem | null;
}

/** Where the walk through the rows stands. */
interface Walk {
  items: TimelineItem[];
  used: Set<string>;
  drawn: Map<string, Drawn>;
  day: string | null;
  /** The message above, where nothing stands between. */
  above: { sender: string; sentAt: number } | null;
  /** `after`: the read marker was passed, the line comes before the next row of somebody else. */
  unread: 'before' | 'after' | 'done';
  encrypted: boolean;
}

/** Builds the rows of one conversation. Rows that did not change keep their identity from one build to the next. */
export class TimelineBuilder {
  readonly #options: TimelineOptions;
  readonly #dayOf: (sentAt: number) => string;
  readonly #stage: Stage;
  #known = new Map<string, TimelineItem>();
  #drawn = new Map<string, Drawn>();

  constructor(options: TimelineOptions) {
    this.#options = options;
    this.#dayOf = dayTeller(options.timeZone);
    this.#stage = new Stage(options);
  }

  build(input: TimelineInput): TimelineItem[] {
    const scene = this.#stage.set(input);
    const walk: Walk = {
      items: [],
      used: new Set(),
      drawn: new Map(),
      day: null,
      above: null,
      unread: 'before',
      encrypted: scene.encryptedSince === 'always',
    };
    if (input.before === 'start') this.#push(walk, { type: 'start', id: ':start' });
    scene.runs.forEach((run, index) => {
      const first = run[0];
      if (index > 0 && first) this.#divide(walk, { type: 'gap', id: `:gap:${first.eventId}` });
      const live = index === scene.runs.length - 1;
      for (const event of run) this.#event(walk, event, live, scene);
    });
    for (const echo of scene.echoes.messages) this.#echo(walk, echo, scene);
    const items = collapse(walk.items).map((item) => (item.type === 'changes' ? this.#same(item) : item));
    this.#known = new Map([...walk.items, ...items].map((item) => [item.id, item]));
    this.#drawn = walk.drawn;
    return items;
  }

  #event(walk: Walk, event: EventRecord, live: boolean, scene: Scene): void {
    if (event.eventId === scene.encryptedSince) walk.encrypted = true;
    const drawn = this.#draw(walk, event, live && walk.encrypted, scene);
    if (drawn && !walk.used.has(drawn.id)) {
      this.#openDay(walk, event.sentAt, drawn.id);
      this.#unreadLine(walk, event, scene);
      this.#push(walk, drawn.type === 'message' && drawn.continued && !walk.above ? { ...drawn, continued: false } : drawn);
      walk.above = drawn.type === 'message' ? { sender: event.sender, sentAt: event.sentAt } : null;
    }
    if (walk.unread === 'before' && event.eventId === scene.input.unreadAfter) walk.unread = 'after';
  }

  /** Draws a row, unless it was drawn from the same parts before. */
  #draw(walk: Walk, event: EventRecord, sentInClear: boolean, scene: Scene): TimelineItem | null {
    const { transactionId } = scene.factsOf(event);
    const id = transactionId === null || walk.used.has(transactionId) ? event.eventId : transactionId;
    const place: RowPlace = { id, continued: continues(walk, event) && this.#dayOf(event.sentAt) === walk.day, sentInClear };
    const parts = rowParts(event, place, scene);
    const before = this.#drawn.get(event.eventId);
    const drawn = before && samePlain(before.parts, parts) ? before : { parts, item: this.#drawNew(event, place, scene) };
    walk.drawn.set(event.eventId, drawn);
    return drawn.item;
  }

  #drawNew(event: EventRecord, place: RowPlace, scene: Scene): TimelineItem | null {
    try {
      return event.stateKey === null ? messageRow(event, place, scene) : stateRow(event, scene);
    } catch (error) {
      this.#options.onError?.(event.eventId, error);
      return brokenRow(event, place, scene);
    }
  }

  #echo(walk: Walk, echo: LocalEcho, scene: Scene): void {
    const { transactionId, queuedAt } = echo.record;
    if (walk.used.has(transactionId)) return;
    this.#openDay(walk, queuedAt, transactionId);
    const sender = scene.options.ownUserId;
    this.#push(walk, echoRow(echo, continues(walk, { sender, sentAt: queuedAt }), scene));
    walk.above = { sender, sentAt: queuedAt };
  }

  #openDay(walk: Walk, sentAt: number, rowId: string): void {
    const day = this.#dayOf(sentAt);
    if (day === walk.day) return;
    walk.day = day;
    const id = walk.used.has(`:day:${day}`) ? `:day:${day}:${rowId}` : `:day:${day}`;
    this.#divide(walk, { type: 'day', id, day: shownTime(sentAt) });
  }

  #unreadLine(walk: Walk, event: EventRecord, scene: Scene): void {
    if (walk.unread !== 'after' || event.sender === scene.options.ownUserId) return;
    walk.unread = 'done';
    this.#divide(walk, { type: 'unread', id: ':unread' });
  }

  #divide(walk: Walk, item: TimelineItem): void {
    this.#push(walk, item);
    walk.above = null;
  }

  #push(walk: Walk, item: TimelineItem): void {
    walk.used.add(item.id);
    walk.items.push(this.#same(item));
  }

  /** The item as it was drawn before, where it is the same. */
  #same(item: TimelineItem): TimelineItem {
    const known = this.#known.get(item.id);
    return known && known !== item && sameValue(known, item) ? known : item;
  }
}

function continues({ above }: Walk, { sender, sentAt }: { sender: string; sentAt: number }): boolean {
  return above !== null && above.sender === sender && Math.abs(sentAt - above.sentAt) < closeMs;
}

function stateRow(event: EventRecord, scene: Scene): TimelineItem | null {
  const words = stateWords(event, scene.faces.nameOf);
  return words && { type: 'state', id: event.eventId, eventId: event.eventId, sentAt: shownTime(event.sentAt), ...words };
}

const samePlain = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);

/** The rows of a conversation, built once. Never throws for any event. */
export function buildTimeline(input: TimelineInput, options: TimelineOptions): TimelineItem[] {
  return new TimelineBuilder(options).build(input);
}
