import {
  contract,
  type CallInput,
  type CallName,
  type CallOutput,
  type FeedInput,
  type FeedItem,
  type FeedMeta,
  type FeedName,
} from '../../preload/contract/index.ts';
import { applyDiffs, connect, portPair, type Client, type Port } from '../../preload/wire/index.ts';
import { attachPage } from '../../main/app/index.ts';
import { createLogger } from '../../main/log/index.ts';
import type { Headless } from '../host/index.ts';

/** A feed as a page holds it. */
export interface OpenFeed<N extends FeedName> {
  items(): readonly FeedItem<N>[];
  meta(): FeedMeta<N> | null;
  /** Resolves once `holds`; rejects after `ms`, telling what the list then was. */
  until(holds: (items: readonly FeedItem<N>[], meta: FeedMeta<N>) => boolean, ms?: number): Promise<readonly FeedItem<N>[]>;
  close(): void;
}

/** A page without a face: what the agent of a test has in hand. */
export interface TestPage {
  client: Client;
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  feed<N extends FeedName>(name: N, input: FeedInput<N>): OpenFeed<N>;
  close(): void;
}

/** Opens a page on a running application. `wrap` sees all that crosses. */
export function openPage({ app }: Pick<Headless, 'app'>, wrap: (port: Port) => Port = (port) => port): TestPage {
  const [mainEnd, pageEnd] = portPair();
  attachPage(app, wrap(mainEnd), createLogger({ write: (line) => console.error(line), level: 'error' }));
  return pageOf(connect(contract, pageEnd));
}

/** The same over any connection. */
export function pageOf(client: Client): TestPage {
  return {
    client,
    call: (name, input) => client.call(name, input),
    feed: (name, input) => openFeed(client, name, input),
    close: () => client.close(),
  };
}

function openFeed<N extends FeedName>(client: Client, name: N, input: FeedInput<N>): OpenFeed<N> {
  let items: readonly FeedItem<N>[] = [];
  let meta: FeedMeta<N> | null = null;
  let error: unknown = null;
  const waiting = new Set<() => void>();
  const changed = (): void => [...waiting].forEach((look) => look());
  const close = client.feed(name, input, {
    onReset: (all, about) => ((items = all), (meta = about), changed()),
    onBatch: (diffs, about) => ((items = applyDiffs(items, diffs)), (meta = about ?? meta), changed()),
    onError: (failure) => ((error = failure), changed()),
  });
  return {
    items: () => items,
    meta: () => meta,
    close,
    until: (holds, ms = 20_000) =>
      new Promise((resolve, reject) => {
        const end = (): void => (clearTimeout(timer), void waiting.delete(look));
        const look = (): void => {
          if (error !== null) return (end(), reject(error instanceof Error ? error : new Error('the feed ended', { cause: error })));
          if (meta !== null && holds(items, meta)) return (end(), resolve(items));
        };
        const timer = setTimeout(() => {
          end();
          reject(new Error(`feed ${name} did not come to it in ${ms} ms: ${JSON.stringify(items).slice(0, 2000)}`));
        }, ms);
        waiting.add(look);
        look();
      }),
  };
}
