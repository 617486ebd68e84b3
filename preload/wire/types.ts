import type * as v from 'valibot';
import type { CallDefinition, CodedError, contract, Diff, EventDefinition, FeedDefinition } from '../contract/index.ts';

/** Anything that has the shape of `preload/contract`; tests use small ones. */
export type Contract = {
  calls: Record<string, CallDefinition>;
  events: Record<string, EventDefinition>;
  feeds: Record<string, FeedDefinition>;
};

export type CallNameOf<C extends Contract> = keyof C['calls'] & string;
export type EventNameOf<C extends Contract> = keyof C['events'] & string;
export type FeedNameOf<C extends Contract> = keyof C['feeds'] & string;
export type CallInputOf<C extends Contract, N extends CallNameOf<C>> = v.InferOutput<C['calls'][N]['input']>;
export type CallOutputOf<C extends Contract, N extends CallNameOf<C>> = v.InferOutput<C['calls'][N]['output']>;
export type EventPayloadOf<C extends Contract, N extends EventNameOf<C>> = v.InferOutput<C['events'][N]['payload']>;
export type FeedInputOf<C extends Contract, N extends FeedNameOf<C>> = v.InferOutput<C['feeds'][N]['input']>;
export type FeedItemOf<C extends Contract, N extends FeedNameOf<C>> = v.InferOutput<C['feeds'][N]['item']>;
export type FeedMetaOf<C extends Contract, N extends FeedNameOf<C>> = v.InferOutput<C['feeds'][N]['meta']>;

/** What a handler or a feed source is given besides its input. */
export interface Context {
  /** Aborted when the page cancels or closes, when the page is gone, or when the time limit has passed. */
  signal: AbortSignal;
}

/** One function for each call; a missing or extra one does not compile. Rejects with `CodedError`. */
export type HandlersOf<C extends Contract> = {
  [N in CallNameOf<C>]: (input: CallInputOf<C, N>, context: Context) => Promise<CallOutputOf<C, N>>;
};

/** Where a feed source puts what it knows. Ignores everything once the feed is closed. */
export interface FeedSink<T, M> {
  /** The whole list: the snapshot the first time, later a `reset` diff. */
  reset(items: readonly T[], meta: M): void;
  /** Changes since the last `reset` or `push`. Pushes of one tick leave as one batch. Throws before the first `reset`. */
  push(diffs: readonly Diff<T>[], meta?: M): void;
  /** Ends the feed with an error that the page is told. */
  fail(error: unknown): void;
}

/** Stops a feed source. Called once. */
export type StopFeed = () => void;

/**
 * One function for each feed. It fills the sink, now or later, until the returned function is
 * called. A rejection is told to the page as the feed's error.
 */
export type FeedSourcesOf<C extends Contract> = {
  [N in FeedNameOf<C>]: (
    input: FeedInputOf<C, N>,
    sink: FeedSink<FeedItemOf<C, N>, FeedMetaOf<C, N>>,
    context: Context,
  ) => Promise<StopFeed> | StopFeed;
};

export type Handlers = HandlersOf<typeof contract>;
export type FeedSources = FeedSourcesOf<typeof contract>;

/** What a page does with a feed. */
export interface FeedListener<T, M> {
  /** The whole list. Called first, and again after a gap or a reconnection. */
  onReset(items: T[], meta: M): void;
  /** Changes, in order; `meta` only when it changed. */
  onBatch(diffs: Diff<T>[], meta: M | null): void;
  /** The feed has ended; nothing more is called. */
  onError(error: CodedError): void;
}

/** `refused`: main speaks another version of the contract, or does not know this page. */
export type ConnectionState = 'connecting' | 'open' | 'closed' | 'refused';
export type Unsubscribe = () => void;

/** The contract as a page sees it. */
export interface ClientOf<C extends Contract> {
  /** Rejects with `CodedError`: the codes of the call, and those of the bridge. */
  call<N extends CallNameOf<C>>(name: N, input: CallInputOf<C, N>, options?: { signal?: AbortSignal }): Promise<CallOutputOf<C, N>>;
  /** Opens a feed; the returned function closes it. A gap in the revisions is mended by opening again. */
  feed<N extends FeedNameOf<C>>(name: N, input: FeedInputOf<C, N>, listener: FeedListener<FeedItemOf<C, N>, FeedMetaOf<C, N>>): Unsubscribe;
  on<N extends EventNameOf<C>>(name: N, listener: (payload: EventPayloadOf<C, N>) => void): Unsubscribe;
  readonly state: ConnectionState;
  /** Called on every change of `state`. */
  onState(listener: (state: ConnectionState) => void): Unsubscribe;
  close(): void;
}

export type Client = ClientOf<typeof contract>;
