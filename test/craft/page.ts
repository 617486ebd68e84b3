import {
  contract,
  type AccountView,
  type FeedInput,
  type FeedItem,
  type FeedMeta,
  type FeedName,
  type MediaUrl,
  type Settings,
} from '../../preload/contract/index.ts';
import { applyDiffs, connect, portPair, serve, type Client, type Handlers } from '../../preload/wire/index.ts';
import { createFeeds, type Feeds } from '../../main/feeds/index.ts';
import { silentLogger } from '../../main/log/index.ts';
import type { Account } from '../../main/matrix/index.ts';

/** A feed as a page holds it. */
export interface HeldFeed<N extends FeedName> {
  items(): FeedItem<N>[];
  meta(): FeedMeta<N>;
  /** Every batch since the snapshot, as the kinds of its diffs. */
  batches: string[][];
  error(): string | null;
  /** Resolves once `holds`; rejects after fifteen seconds. */
  until(holds: (items: FeedItem<N>[], meta: FeedMeta<N>) => boolean): Promise<FeedItem<N>[]>;
  close(): void;
}

/** The feeds of accounts as a page sees them: over a real bridge, every item checked against the contract. */
export class CraftedPage {
  readonly feeds: Feeds;
  readonly #client: Client;
  readonly #accounts: Account[];
  readonly #listeners = new Set<(views: AccountView[]) => void>();
  readonly problems: unknown[] = [];

  constructor(accounts: Account[], settings?: { current(): Settings; onChange(listener: (settings: Settings) => void): () => void }) {
    this.#accounts = accounts;
    const none: Settings = {
      language: 'fr',
      theme: 'light',
      notifications: true,
      notificationContent: 'full',
      notificationHours: { limited: false, days: [1, 2, 3, 4, 5], from: 480, to: 1140 },
      sendReceipts: true,
      sendTyping: true,
      closeToTray: true,
      excludeUnsignedDevices: false,
      spelling: null,
    };
    this.feeds = createFeeds({
      versions: { current: () => null, onChange: () => () => undefined },
      permalinks: 'https://tchap.test',
      originOf: () => null,
      copyFile: () => Promise.reject(new Error('there are no files here')),
      uploads: { of: () => null, onChange: () => () => undefined },
      downloads: { all: () => [], onChange: () => () => undefined },
      accounts: {
        views: () => this.#accounts.map((account) => account.view()),
        onViews: (listener) => {
          this.#listeners.add(listener);
          return () => this.#listeners.delete(listener);
        },
        find: (accountId) => this.#accounts.find((account) => account.accountId === accountId) ?? null,
      },
      settings: settings ? { managed: [], ...settings } : { managed: [], current: () => none, onChange: () => () => undefined },
      mediaUrl: () => (source) => `media:${source.kind}` as MediaUrl,
      onRoomsShown: () => undefined,
      log: { ...silentLogger, warn: (message, fields) => this.problems.push([message, fields]) },
      timeZone: 'Europe/Paris',
    });
    const [main, page] = portPair();
    serve(contract, main, {
      handlers: {} as Handlers,
      feeds: this.feeds.sources,
      report: (name, error) => this.problems.push([name, error]),
    });
    this.#client = connect(contract, page);
  }

  /** Takes an account away, as signing out does. */
  closeAccount(account: Account): void {
    this.#accounts.splice(this.#accounts.indexOf(account), 1);
    this.tellViews();
  }

  tellViews(): void {
    for (const listener of [...this.#listeners]) listener(this.#accounts.map((account) => account.view()));
  }

  open<N extends FeedName>(name: N, input: FeedInput<N>): HeldFeed<N> {
    let items: FeedItem<N>[] | null = null;
    let meta: FeedMeta<N> | null = null;
    let error: string | null = null;
    const batches: string[][] = [];
    const waiting = new Set<() => void>();
    const close = this.#client.feed(name, input, {
      onReset: (all, known) => {
        [items, meta] = [all, known];
        for (const look of waiting) look();
      },
      onBatch: (diffs, known) => {
        items = applyDiffs(items ?? [], diffs);
        meta = known ?? meta;
        batches.push(diffs.map(({ op }) => op));
        for (const look of waiting) look();
      },
      onError: (failure) => {
        error = failure.code;
        for (const look of waiting) look();
      },
    });
    const until: HeldFeed<N>['until'] = (holds) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => done(() => reject(new Error(`never held: ${error ?? ''} ${JSON.stringify({ meta, items })}`))),
          15_000,
        );
        const look = (): void => {
          if (items && meta && holds(items, meta)) done(() => resolve(items ?? []));
        };
        const done = (end: () => void): void => {
          clearTimeout(timer);
          waiting.delete(look);
          end();
        };
        waiting.add(look);
        look();
      });
    return { items: () => items ?? [], meta: () => meta as FeedMeta<N>, batches, error: () => error, until, close };
  }

  close(): void {
    this.#client.close();
  }
}
