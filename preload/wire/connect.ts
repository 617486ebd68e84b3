import * as v from 'valibot';
import { CodedError, contractVersion, type CallDefinition, type ErrorData } from '../contract/index.ts';
import { ConnectedFeed } from './connect-feed.ts';
import { toPage, type ToMain, type ToPage } from './envelopes.ts';
import type { Port } from './port.ts';
import type { ClientOf, ConnectionState, Contract, FeedListener, Unsubscribe } from './types.ts';

/** Main ends a call that takes too long; the page waits this much longer before it gives main up. */
const graceMs = 5_000;

export type ConnectOptions = {
  /** Hears of messages that cannot be read and of events that break the contract. */
  report?: (problem: string) => void;
  /** `contractVersion` unless told. */
  version?: number;
};

/** The contract over one port, as a page uses it. Ends with the port; `renderer/client` starts again. */
export function connect<C extends Contract>(contract: C, port: Port, options: ConnectOptions = {}): ClientOf<C> {
  return new PortClient(contract, port, options);
}

type Waiting = {
  definition: CallDefinition;
  resolve: (output: unknown) => void;
  reject: (error: unknown) => void;
};

class PortClient implements Pick<ClientOf<Contract>, 'state' | 'onState' | 'close'> {
  readonly #contract: Contract;
  readonly #port: Port;
  readonly #options: ConnectOptions;
  readonly #calls = new Map<number, Waiting>();
  readonly #feeds = new Map<number, ConnectedFeed>();
  readonly #events = new Map<string, Set<(payload: unknown) => void>>();
  readonly #stateListeners = new Set<(state: ConnectionState) => void>();
  #state: ConnectionState = 'connecting';
  /** Why nothing works any more, once it does not. */
  #ended: CodedError | null = null;
  #nextId = 0;

  constructor(contract: Contract, port: Port, options: ConnectOptions) {
    this.#contract = contract;
    this.#port = port;
    this.#options = options;
    port.onMessage((message) => this.#receive(message));
    port.onClose(() => this.#end('closed', new CodedError('bridge.closed', 'main is gone', { retryable: true })));
    this.#send({ type: 'hello', version: options.version ?? contractVersion });
  }

  get state(): ConnectionState {
    return this.#state;
  }

  onState(listener: (state: ConnectionState) => void): Unsubscribe {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  close(): void {
    this.#port.close();
  }

  async call(name: string, input: unknown, options: { signal?: AbortSignal } = {}): Promise<unknown> {
    const definition = this.#contract.calls[name];
    if (!definition) throw new CodedError('bridge.unknown-name', `no such call: ${name}`);
    if (this.#ended) throw this.#ended;
    if (options.signal?.aborted) throw cancelled();
    const id = this.#nextId++;
    const giveUp = setTimeout(() => this.#settle(id)?.reject(late()), definition.timeoutMs + graceMs);
    const cancel = () => this.#cancel(id);
    options.signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await new Promise((resolve, reject) => {
        this.#calls.set(id, { definition, resolve, reject });
        this.#send({ type: 'call', id, name, input });
      });
    } finally {
      clearTimeout(giveUp);
      options.signal?.removeEventListener('abort', cancel);
    }
  }

  feed(name: string, input: unknown, listener: FeedListener<unknown, unknown>): Unsubscribe {
    const definition = this.#contract.feeds[name];
    if (!definition) throw new CodedError('bridge.unknown-name', `no such feed: ${name}`);
    const feed = new ConnectedFeed(name, input, definition, listener);
    if (this.#ended) queueMicrotask(() => listener.onError(this.#ended ?? cancelled()));
    else this.#open(feed);
    return () => this.#closeFeed(feed);
  }

  on(name: string, listener: (payload: unknown) => void): Unsubscribe {
    const listeners = this.#events.get(name) ?? new Set();
    this.#events.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  #receive(message: unknown): void {
    const parsed = v.safeParse(toPage, message);
    if (!parsed.success) return this.#options.report?.('a message of main cannot be read');
    const envelope = parsed.output;
    if (envelope.type === 'result') this.#result(envelope.id, envelope.output);
    else if (envelope.type === 'error') this.#error(envelope.id, envelope.error);
    else if (envelope.type === 'event') this.#event(envelope.name, envelope.payload);
    else if (envelope.type === 'welcome') this.#setState('open');
    else if (envelope.type === 'refused') this.#end('refused', CodedError.fromData(envelope.error));
    else this.#feed(envelope);
  }

  #result(id: number, output: unknown): void {
    const call = this.#settle(id);
    if (!call) return;
    const parsed = v.safeParse(call.definition.output, output);
    if (parsed.success) call.resolve(parsed.output);
    else call.reject(new CodedError('bridge.bad-output', 'main answered what the contract does not say'));
  }

  #error(id: number | null, data: ErrorData): void {
    if (id === null) return this.#options.report?.(`main could not read a message: ${data.code}`);
    const error = CodedError.fromData(data);
    this.#settle(id)?.reject(error);
    const feed = this.#feeds.get(id);
    this.#feeds.delete(id);
    feed?.listener.onError(error);
  }

  #event(name: string, payload: unknown): void {
    const definition = Object.hasOwn(this.#contract.events, name) ? this.#contract.events[name] : undefined;
    const parsed = definition && v.safeParse(definition.payload, payload);
    if (!parsed?.success) return this.#options.report?.(`an event cannot be read: ${name}`);
    for (const listener of this.#events.get(name) ?? []) listener(parsed.output);
  }

  #feed(envelope: Extract<ToPage, { type: 'snapshot' | 'batch' }>): void {
    const feed = this.#feeds.get(envelope.id);
    if (!feed) return;
    try {
      if (feed.receive(envelope) === 'taken') return;
      this.#closeFeed(feed);
      this.#open(feed);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      this.#closeFeed(feed);
      feed.listener.onError(error);
    }
  }

  #open(feed: ConnectedFeed): void {
    const id = this.#nextId++;
    feed.restart();
    this.#feeds.set(id, feed);
    this.#send({ type: 'open', id, name: feed.name, input: feed.input });
  }

  #closeFeed(feed: ConnectedFeed): void {
    for (const [id, open] of this.#feeds) {
      if (open !== feed) continue;
      this.#feeds.delete(id);
      this.#send({ type: 'close', id });
    }
  }

  #cancel(id: number): void {
    const call = this.#settle(id);
    if (!call) return;
    this.#send({ type: 'cancel', id });
    call.reject(cancelled());
  }

  #settle(id: number): Waiting | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    return call;
  }

  #end(state: 'closed' | 'refused', error: CodedError): void {
    if (this.#ended) return;
    this.#ended = error;
    const [calls, feeds] = [[...this.#calls.values()], [...this.#feeds.values()]];
    this.#calls.clear();
    this.#feeds.clear();
    this.#setState(state);
    for (const call of calls) call.reject(error);
    for (const feed of feeds) feed.listener.onError(error);
  }

  #setState(state: ConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    for (const listener of this.#stateListeners) listener(state);
  }

  #send(envelope: ToMain): void {
    if (!this.#ended) this.#port.send(envelope);
  }
}

const cancelled = () => new CodedError('bridge.cancelled', 'cancelled by the page');
const late = () => new CodedError('bridge.timeout', 'main did not answer', { retryable: true });
