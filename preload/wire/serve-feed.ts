import * as v from 'valibot';
import { CodedError, type Diff, type FeedDefinition } from '../contract/index.ts';
import { portionOf } from './portion.ts';
import { feedSchemas } from './envelopes.ts';
import type { ToPage } from './envelopes.ts';
import type { FeedSink, StopFeed } from './types.ts';

type Options = {
  id: number;
  definition: FeedDefinition;
  /** Sends, or says why it may not be sent. */
  send: (envelope: ToPage) => CodedError | null;
  /** The feed has ended by an error of its own. */
  onFailure: (error: unknown) => void;
};

/** Main's end of one open feed: counts revisions and gathers the pushes of one tick into one batch, or into several where they bring many rows. */
export class ServedFeed implements FeedSink<unknown, unknown> {
  readonly #options: Options;
  readonly #abort = new AbortController();
  /** -1 before the snapshot. */
  #revision = -1;
  #diffs: Diff<unknown>[] = [];
  #meta: unknown = undefined;
  #tick: ReturnType<typeof setTimeout> | null = null;
  #stop: StopFeed | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Takes the function that stops the source; calls it at once if the feed was closed meanwhile. */
  started(stop: StopFeed): void {
    if (this.signal.aborted) stop();
    else this.#stop = stop;
  }

  reset(items: readonly unknown[], meta: unknown): void {
    if (this.signal.aborted) return;
    if (this.#revision >= 0) {
      this.#diffs = [{ op: 'reset', items: [...items] }];
      this.#meta = meta;
      this.#flushNextTick();
      return;
    }
    this.#revision = 0;
    const { id, definition } = this.#options;
    const schemas = feedSchemas(definition);
    this.#deliver(() => ({ type: 'snapshot', id, items: v.parse(schemas.items, items), meta: v.parse(schemas.meta, meta) }));
  }

  push(diffs: readonly Diff<unknown>[], meta?: unknown): void {
    if (this.signal.aborted) return;
    if (this.#revision < 0) throw new Error('a feed was pushed to before its first reset');
    for (const diff of diffs) this.#diffs.push(diff);
    if (meta !== undefined) this.#meta = meta;
    this.#flushNextTick();
  }

  fail(error: unknown): void {
    while (this.#waits && !this.signal.aborted) this.#flush();
    if (this.signal.aborted) return;
    this.close();
    this.#options.onFailure(error);
  }

  /** Stops the source and forgets what waits. Idempotent. */
  close(): void {
    if (this.signal.aborted) return;
    this.#abort.abort();
    if (this.#tick !== null) clearTimeout(this.#tick);
    this.#diffs = [];
    this.#stop?.();
  }

  get #waits(): boolean {
    return this.#diffs.length > 0 || this.#meta !== undefined;
  }

  #flushNextTick(): void {
    this.#tick ??= setTimeout(() => this.#flush(), 0);
  }

  #flush(): void {
    if (this.#tick !== null) clearTimeout(this.#tick);
    this.#tick = null;
    if (this.#revision < 0 || !this.#waits) return;
    const [diffs, rest] = portionOf(this.#diffs);
    this.#diffs = rest;
    // It describes the list as it is after the last of them.
    const meta = rest.length > 0 ? undefined : this.#meta;
    if (rest.length === 0) this.#meta = undefined;
    const { id, definition } = this.#options;
    const schemas = feedSchemas(definition);
    const revision = ++this.#revision;
    this.#deliver(() => ({
      type: 'batch',
      id,
      revision,
      diffs: v.parse(schemas.diffs, diffs),
      meta: meta === undefined ? null : v.parse(schemas.meta, meta),
    }));
    if (rest.length > 0 && !this.signal.aborted) this.#flushNextTick();
  }

  /** Only what passed the contract's schema leaves: a field that it does not name stays in main. */
  #deliver(make: () => ToPage): void {
    try {
      const problem = this.#options.send(make());
      if (problem) throw problem;
    } catch (error) {
      if (this.signal.aborted) return;
      this.close();
      this.#options.onFailure(
        v.isValiError(error) ? new CodedError('bridge.bad-output', 'a feed broke its contract', { cause: error }) : error,
      );
    }
  }
}
