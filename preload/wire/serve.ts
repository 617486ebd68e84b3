import * as v from 'valibot';
import { CodedError, contractVersion, type BridgeErrorCode, type CallDefinition, type ErrorCode } from '../contract/index.ts';
import { idOf, toMain, type ToMain, type ToPage } from './envelopes.ts';
import type { Port } from './port.ts';
import { ServedFeed } from './serve-feed.ts';
import { weigh } from './size.ts';
import type { Context, Contract, EventNameOf, EventPayloadOf, FeedSink, FeedSourcesOf, HandlersOf, StopFeed } from './types.ts';

/** Largest message of a page, in bytes as `weigh` counts them: a part of an attachment and room to spare. */
const maxBytesIn = 4 * 1024 * 1024;
/** Largest message to a page. */
const maxBytesOut = 64 * 1024 * 1024;

export type ServeOptions<C extends Contract> = {
  handlers: HandlersOf<C>;
  feeds: FeedSourcesOf<C>;
  /** Hears of what the page is only told a code of: failures without a code, answers that break the contract, undeclared codes. */
  report?: (name: string, error: unknown) => void;
  /** `contractVersion` unless told. */
  version?: number;
};

/** Main's end of one page. */
export interface Served<C extends Contract> {
  /** Tells the page of an event. Throws where the payload breaks the contract. */
  emit<N extends EventNameOf<C>>(name: N, payload: EventPayloadOf<C, N>): void;
  /** Ends every call and feed of the page and closes its port. */
  close(): void;
}

/** Answers one page until its port closes: every input, output and feed item is checked against the contract. */
export function serve<C extends Contract>(contract: C, port: Port, options: ServeOptions<C>): Served<C> {
  const page = new ServedPage(contract, port, options);
  return {
    emit: (name, payload) => page.emit(name, payload),
    close: () => port.close(),
  };
}

/** The same options, for code that works with names that are only known when a message comes. */
type ErasedOptions = {
  handlers: Record<string, (input: unknown, context: Context) => Promise<unknown>>;
  feeds: Record<string, (input: unknown, sink: FeedSink<unknown, unknown>, context: Context) => Promise<StopFeed> | StopFeed>;
  report?: (name: string, error: unknown) => void;
  version?: number;
};

class ServedPage {
  readonly #contract: Contract;
  readonly #port: Port;
  readonly #options: ErasedOptions;
  readonly #calls = new Map<number, AbortController>();
  readonly #feeds = new Map<number, ServedFeed>();
  #greeted = false;

  constructor(contract: Contract, port: Port, options: ErasedOptions) {
    this.#contract = contract;
    this.#port = port;
    this.#options = options;
    port.onMessage((message) => this.#receive(message));
    port.onClose(() => this.#release());
  }

  emit(name: string, payload: unknown): void {
    const definition = own(this.#contract.events, name);
    if (!definition) throw new Error(`no such event: ${name}`);
    if (!this.#greeted) return;
    const problem = this.#send({ type: 'event', name, payload: v.parse(definition.payload, payload) });
    if (problem) throw problem;
  }

  #receive(message: unknown): void {
    const weight = weigh(message, maxBytesIn);
    if (weight !== 'ok') {
      const code = weight === 'too-large' ? 'bridge.too-large' : 'bridge.bad-input';
      return this.#refuse(idOf(message), code, 'the message is too large or is not data');
    }
    const parsed = v.safeParse(toMain, message);
    if (!parsed.success) return this.#refuse(idOf(message), 'bridge.bad-input', 'not a message of the bridge');
    this.#dispatch(parsed.output);
  }

  #dispatch(envelope: ToMain): void {
    if (envelope.type === 'hello') return this.#greet(envelope.version);
    if (!this.#greeted) return this.#refuse(envelope.id, 'bridge.version', 'the page did not say which contract it speaks');
    if (envelope.type === 'cancel') return this.#calls.get(envelope.id)?.abort(cancelled());
    if (envelope.type === 'close') return this.#closeFeed(envelope.id);
    if (this.#calls.has(envelope.id) || this.#feeds.has(envelope.id)) {
      return this.#refuse(envelope.id, 'bridge.bad-input', 'this id is in use');
    }
    if (envelope.type === 'call') void this.#call(envelope.id, envelope.name, envelope.input);
    else void this.#open(envelope.id, envelope.name, envelope.input);
  }

  #greet(version: number): void {
    const ours = this.#options.version ?? contractVersion;
    this.#greeted = version === ours;
    if (this.#greeted) this.#send({ type: 'welcome', version: ours });
    else this.#send({ type: 'refused', error: new CodedError('bridge.version', `main speaks ${ours}, the page ${version}`).toData() });
  }

  async #call(id: number, name: string, input: unknown): Promise<void> {
    const definition = own(this.#contract.calls, name);
    const handler = own(this.#options.handlers, name);
    if (!definition || !handler) return this.#refuse(id, 'bridge.unknown-name', `no such call: ${name}`);
    const parsed = v.safeParse(definition.input, input);
    if (!parsed.success) return this.#refuse(id, 'bridge.bad-input', issueOf(parsed.issues[0]));
    const abort = new AbortController();
    this.#calls.set(id, abort);
    try {
      const output = await limited(definition, abort, () => handler(parsed.output, { signal: abort.signal }));
      this.#answer(id, definition, output);
    } catch (error) {
      this.#fail(id, name, error, definition.errors);
    } finally {
      this.#calls.delete(id);
    }
  }

  #answer(id: number, definition: CallDefinition, output: unknown): void {
    const parsed = v.safeParse(definition.output, output);
    if (!parsed.success) throw new CodedError('bridge.bad-output', issueOf(parsed.issues[0]));
    const problem = this.#send({ type: 'result', id, output: parsed.output });
    if (problem) throw problem;
  }

  async #open(id: number, name: string, input: unknown): Promise<void> {
    const definition = own(this.#contract.feeds, name);
    const source = own(this.#options.feeds, name);
    if (!definition || !source) return this.#refuse(id, 'bridge.unknown-name', `no such feed: ${name}`);
    const parsed = v.safeParse(definition.input, input);
    if (!parsed.success) return this.#refuse(id, 'bridge.bad-input', issueOf(parsed.issues[0]));
    const feed = new ServedFeed({
      id,
      definition,
      send: (envelope) => this.#send(envelope),
      onFailure: (error) => {
        this.#feeds.delete(id);
        this.#fail(id, name, error, definition.errors);
      },
    });
    this.#feeds.set(id, feed);
    try {
      feed.started(await source(parsed.output, feed, { signal: feed.signal }));
    } catch (error) {
      feed.fail(error);
    }
  }

  #closeFeed(id: number): void {
    const feed = this.#feeds.get(id);
    this.#feeds.delete(id);
    feed?.close();
  }

  #refuse(id: number | null, code: BridgeErrorCode, message: string): void {
    this.#send({ type: 'error', id, error: new CodedError(code, message).toData() });
  }

  #fail(id: number, name: string, error: unknown, declared: readonly ErrorCode[]): void {
    if (!(error instanceof CodedError)) {
      this.#options.report?.(name, error);
      // The message of an unexpected error may quote anything, so it stays in main.
      return void this.#send({ type: 'error', id, error: new CodedError('internal', 'unexpected failure').toData() });
    }
    const expected = declared.includes(error.code) || (error.code.startsWith('bridge.') && error.code !== 'bridge.bad-output');
    if (!expected) this.#options.report?.(name, error);
    this.#send({ type: 'error', id, error: error.toData() });
  }

  #send(envelope: ToPage): CodedError | null {
    if (weigh(envelope, maxBytesOut) !== 'ok') return new CodedError('bridge.too-large', 'the answer is too large');
    this.#port.send(envelope);
    return null;
  }

  /** The page is gone: nothing of it may go on. */
  #release(): void {
    for (const call of this.#calls.values()) call.abort(new CodedError('bridge.closed', 'the page is gone'));
    for (const feed of this.#feeds.values()) feed.close();
    this.#feeds.clear();
  }
}

/** Runs `work` until it ends, its time limit passes or `abort` is aborted, whichever is first. */
async function limited<T>(definition: CallDefinition, abort: AbortController, work: () => Promise<T>): Promise<T> {
  const timer = setTimeout(
    () => abort.abort(new CodedError('bridge.timeout', `no answer within ${definition.timeoutMs} ms`, { retryable: true })),
    definition.timeoutMs,
  );
  try {
    return await Promise.race([work(), rejection(abort.signal)]);
  } finally {
    clearTimeout(timer);
  }
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as CodedError), { once: true }));
}

const cancelled = () => new CodedError('bridge.cancelled', 'cancelled by the page');

/** Where the input or output is wrong, without quoting it. */
function issueOf(issue: v.BaseIssue<unknown>): string {
  return `${v.getDotPath(issue) ?? 'value'}: expected ${issue.expected ?? issue.type}`;
}

/** A property of the record itself: `constructor` and the like are not names of ours. */
function own<T>(record: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
