import * as v from 'valibot';
import { call, event, feed } from '../../preload/contract/define.ts';
import { CodedError, contractVersion, type Diff } from '../../preload/contract/index.ts';
import {
  applyDiffs,
  serve,
  type FeedListener,
  type FeedSink,
  type Port,
  type ServeOptions,
  type Served,
} from '../../preload/wire/index.ts';

const row = v.object({ id: v.number(), text: v.optional(v.string()) });
export type Row = v.InferOutput<typeof row>;
type Meta = { total: number };
export const contract = {
  calls: {
    reverse: call({
      input: v.object({ bytes: v.instance(Uint8Array), text: v.string() }),
      output: v.object({ bytes: v.instance(Uint8Array), text: v.string() }),
      errors: [],
    }),
    fail: call({ input: v.null(), output: v.null(), errors: ['server.rate-limited'] }),
    lie: call({ input: v.null(), output: v.object({ n: v.number() }), errors: [] }),
    wait: call({ input: v.null(), output: v.null(), errors: [], timeoutMs: 10_000 }),
    short: call({ input: v.null(), output: v.null(), errors: [], timeoutMs: 20 }),
  },
  events: { hint: event(v.object({ n: v.number() })) },
  feeds: {
    rows: feed({ input: v.object({ first: v.number() }), item: row, meta: v.object({ total: v.number() }), key: 'id', errors: [] }),
    refused: feed({ input: v.null(), item: row, meta: v.null(), key: 'id', errors: ['room.unknown'] }),
  },
};
type C = typeof contract;

/** Main of the story: what pages asked of it can be seen. */
export class Main {
  readonly sinks: FeedSink<Row, Meta>[] = [];
  readonly pages: Served<C>[] = [];
  readonly ports: Port[] = [];
  readonly aborted: unknown[] = [];
  readonly reported: string[] = [];
  stopped = 0;
  version = contractVersion;

  readonly attach = (port: Port): void => {
    this.ports.push(port);
    this.pages.push(serve(contract, port, this.#options()));
  };

  #options(): ServeOptions<C> {
    const hang = (signal: AbortSignal) =>
      new Promise<null>(() => signal.addEventListener('abort', () => this.aborted.push((signal.reason as CodedError).code)));
    return {
      version: this.version,
      report: (name) => this.reported.push(name),
      handlers: {
        reverse: async ({ bytes, text }) => ({ bytes: bytes.toReversed(), text: [...text].reverse().join('') }),
        fail: async () => {
          throw new CodedError('server.rate-limited', 'slow down', {
            retryable: true,
            detail: { retryAfterMs: 1500, errcode: 'M_LIMIT_EXCEEDED' },
          });
        },
        lie: async () => JSON.parse('{"n":"one"}') as { n: number },
        wait: (_, { signal }) => hang(signal),
        short: (_, { signal }) => hang(signal),
      },
      feeds: {
        rows: async ({ first }, sink) => {
          this.sinks.push(sink);
          sink.reset([{ id: first }], { total: 1 });
          return () => void (this.stopped += 1);
        },
        refused: async () => Promise.reject(new CodedError('room.unknown', 'no such room')),
      },
    };
  }
}

/** A page that keeps a list as a model would. */
export class ListPage implements FeedListener<Row, Meta> {
  items: Row[] = [];
  meta: Meta | null = null;
  resets = 0;
  batches: Diff<Row>[][] = [];
  errors: CodedError[] = [];
  onReset(items: Row[], meta: Meta): void {
    this.resets += 1;
    [this.items, this.meta] = [items, meta];
  }
  onBatch(diffs: Diff<Row>[], meta: Meta | null): void {
    this.batches.push(diffs);
    this.items = applyDiffs(this.items, diffs);
    this.meta = meta ?? this.meta;
  }
  onError(error: CodedError): void {
    this.errors.push(error);
  }
}

export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
};
export const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: CodedError) => (error instanceof CodedError ? error.code : error),
  );
/** A port seen from below: what a broken or hostile page could send, and all that main says. */
export const raw = (port: Port) => {
  const answers: Record<string, unknown>[] = [];
  port.onMessage((message) => answers.push(message as Record<string, unknown>));
  return {
    answers,
    ask: async (message: unknown) => {
      const before = answers.length;
      port.send(message);
      await until(() => answers.length > before);
      return answers[before];
    },
  };
};
