import { contract, type Diff, type FeedItem, type FeedMeta, type FeedName } from '../../preload/contract/index.ts';
import { portPair, serve, type FeedSources, type Handlers, type Port } from '../../preload/wire/index.ts';

type Sink<N extends FeedName> = {
  reset: (items: readonly FeedItem<N>[], meta: FeedMeta<N>) => void;
  push: (diffs: readonly Diff<FeedItem<N>>[], meta?: FeedMeta<N>) => void;
};
type Held<N extends FeedName> = { items: FeedItem<N>[]; meta: FeedMeta<N>; sinks: Set<Sink<N>> };

/** A list that a story fills and changes, behind one feed of the contract; every page that opens it hears of it. */
export class HeldFeed<N extends FeedName> {
  readonly #held: Held<N>;

  constructor(items: FeedItem<N>[], meta: FeedMeta<N>) {
    this.#held = { items, meta, sinks: new Set() };
  }

  /** How many pages have it open. */
  get open(): number {
    return this.#held.sinks.size;
  }
  get items(): readonly FeedItem<N>[] {
    return this.#held.items;
  }

  readonly source = (_input: unknown, sink: Sink<N>): (() => void) => {
    this.#held.sinks.add(sink);
    sink.reset(this.#held.items, this.#held.meta);
    return () => void this.#held.sinks.delete(sink);
  };

  /** A whole new list. */
  reset(items: FeedItem<N>[], meta?: FeedMeta<N>): void {
    this.#held.items = items;
    if (meta) this.#held.meta = meta;
    for (const sink of this.#held.sinks) sink.reset(items, this.#held.meta);
  }

  /** Changes one item and moves it. */
  set(at: number, change: { [K in keyof FeedItem<N>]?: FeedItem<N>[K] | undefined }, to = at): void {
    const item = { ...(this.#held.items[at] as FeedItem<N>), ...change };
    this.#held.items = this.#held.items.with(at, item);
    const diffs: Diff<FeedItem<N>>[] = [{ op: 'set', at, item }];
    if (to !== at) {
      diffs.push({ op: 'move', from: at, to });
      const rest = this.#held.items.toSpliced(at, 1);
      this.#held.items = rest.toSpliced(to, 0, item);
    }
    for (const sink of this.#held.sinks) sink.push(diffs);
  }
}

/** The feeds and calls that a story gives; the page meets them through a real port. */
export type PageMain = { feeds: Partial<FeedSources>; calls: Partial<Handlers> };

/** An opening of a port to a main whose every call and feed a story wrote by hand. What it did not write is refused with `internal`. */
export function openTo(main: PageMain): { open: () => Promise<Port>; emit: ReturnType<typeof serve<typeof contract>>['emit'] } {
  const refuse = (): Promise<never> => Promise.reject(new Error('the story has no such thing'));
  const handlers = Object.fromEntries(Object.keys(contract.calls).map((name) => [name, main.calls[name as keyof Handlers] ?? refuse]));
  const feeds = Object.fromEntries(Object.keys(contract.feeds).map((name) => [name, main.feeds[name as keyof FeedSources] ?? refuse]));
  let emit: ReturnType<typeof serve<typeof contract>>['emit'] = () => undefined;
  return {
    open: async () => {
      const [ours, theirs] = portPair();
      const served = serve(contract, ours, { handlers: handlers as unknown as Handlers, feeds: feeds as unknown as FeedSources });
      emit = (name, payload) => served.emit(name, payload);
      return theirs;
    },
    emit: (name, payload) => emit(name, payload),
  };
}
