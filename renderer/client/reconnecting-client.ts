import { CodedError } from '../../preload/contract/index.ts';
import { connect, type ClientOf, type ConnectionState, type Contract, type FeedListener, type Port } from '../../preload/wire/index.ts';

type Unsubscribe = () => void;

export type ClientOptions = {
  /** How long to wait before attempt `n` (from 1) after a loss, in milliseconds. */
  delayMs?: (attempt: number) => number;
  report?: (problem: string) => void;
};

/** 250 ms, doubled up to 5 s. */
const backoff = (attempt: number) => Math.min(5_000, 250 * 2 ** (attempt - 1));

/**
 * A client that outlives its ports: when one closes, another is opened, feeds are opened again
 * (their listeners get a new `onReset`) and events go on. Calls that were under way reject with
 * `bridge.closed`; those made meanwhile wait for the attempt that is going on. It gives up for good
 * when main refuses (`refused`) or after `close`.
 */
export function createClient<C extends Contract>(contract: C, open: () => Promise<Port>, options: ClientOptions = {}): ClientOf<C> {
  return new ReconnectingClient(contract, open, options);
}

type Listener = FeedListener<unknown, unknown>;
type Subscription = { name: string; input: unknown; listener: Listener; close: Unsubscribe | null };
type EventSubscription = { name: string; listener: (payload: unknown) => void };
/** The client of one port, with names that are only known when asked. */
type ErasedClient = {
  call(name: string, input: unknown, options: { signal?: AbortSignal }): Promise<unknown>;
  feed(name: string, input: unknown, listener: Listener): Unsubscribe;
  on(name: string, listener: (payload: unknown) => void): Unsubscribe;
} & Pick<ClientOf<Contract>, 'state' | 'onState' | 'close'>;

class ReconnectingClient implements ErasedClient {
  readonly #contract: Contract;
  readonly #openPort: () => Promise<Port>;
  readonly #options: ClientOptions;
  readonly #feeds = new Set<Subscription>();
  readonly #events = new Set<EventSubscription>();
  readonly #stateListeners = new Set<(state: ConnectionState) => void>();
  #state: ConnectionState = 'connecting';
  #attempts = 0;
  #current: Promise<ErasedClient>;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #closed = false;

  constructor(contract: Contract, openPort: () => Promise<Port>, options: ClientOptions) {
    this.#contract = contract;
    this.#openPort = openPort;
    this.#options = options;
    this.#current = this.#attempt();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  onState(listener: (state: ConnectionState) => void): Unsubscribe {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  async call(name: string, input: unknown, options: { signal?: AbortSignal } = {}): Promise<unknown> {
    const client = await this.#current;
    return client.call(name, input, options);
  }

  feed(name: string, input: unknown, listener: Listener): Unsubscribe {
    const feed: Subscription = { name, input, listener, close: null };
    this.#feeds.add(feed);
    this.#current.then(
      (client) => this.#openFeed(client, feed),
      () => this.#feedFailed(feed, gone()),
    );
    return () => {
      this.#feeds.delete(feed);
      feed.close?.();
    };
  }

  on(name: string, listener: (payload: unknown) => void): Unsubscribe {
    const event = { name, listener };
    this.#events.add(event);
    return () => this.#events.delete(event);
  }

  close(): void {
    this.#closed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#current.then(
      (client) => client.close(),
      () => undefined,
    );
    this.#setState('closed');
  }

  #attempt(): Promise<ErasedClient> {
    this.#attempts += 1;
    const attempt = this.#start();
    attempt.catch(() => this.#lost());
    return attempt;
  }

  async #start(): Promise<ErasedClient> {
    const port = await this.#openPort().catch(() => Promise.reject(gone()));
    const report = this.#options.report;
    const client = connect(this.#contract, port, report ? { report } : {}) as unknown as ErasedClient;
    client.onState((state) => this.#portState(client, state));
    for (const name of Object.keys(this.#contract.events)) client.on(name, (payload) => this.#event(name, payload));
    return client;
  }

  #portState(client: ErasedClient, state: ConnectionState): void {
    if (state === 'closed') return this.#lost();
    if (state === 'open') this.#attempts = 0;
    if (state === 'refused') {
      this.#closed = true;
      client.close();
    }
    this.#setState(state);
  }

  #lost(): void {
    if (this.#closed || this.#retry !== null) return;
    this.#setState('connecting');
    const delay = (this.#options.delayMs ?? backoff)(Math.max(1, this.#attempts));
    this.#retry = setTimeout(() => this.#again(), delay);
  }

  #again(): void {
    this.#retry = null;
    this.#current = this.#attempt();
    this.#current.then(
      (client) => this.#feeds.forEach((feed) => this.#openFeed(client, feed)),
      () => undefined,
    );
  }

  #openFeed(client: ErasedClient, feed: Subscription): void {
    if (!this.#feeds.has(feed)) return;
    feed.close?.();
    feed.close = client.feed(feed.name, feed.input, { ...ownListener(feed.listener), onError: (error) => this.#feedFailed(feed, error) });
  }

  /** A lost port is not the end of a feed, unless no other port will come. */
  #feedFailed(feed: Subscription, error: CodedError): void {
    feed.close = null;
    if (error.code === 'bridge.closed' && !this.#closed) return;
    if (this.#feeds.delete(feed)) feed.listener.onError(error);
  }

  #event(name: string, payload: unknown): void {
    for (const event of [...this.#events]) if (event.name === name) event.listener(payload);
  }

  #setState(state: ConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    for (const listener of [...this.#stateListeners]) listener(state);
  }
}

const gone = () => new CodedError('bridge.closed', 'main cannot be reached', { retryable: true });

const ownListener = (listener: Listener): Pick<Listener, 'onReset' | 'onBatch'> => ({
  onReset: (items, meta) => listener.onReset(items, meta),
  onBatch: (diffs, meta) => listener.onBatch(diffs, meta),
});
