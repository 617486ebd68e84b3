import type { CodedError, FeedInput, FeedItem, FeedMeta, FeedName } from '../../preload/contract/index.ts';
import { applyDiffs, type Client } from '../client/index.ts';

/** `loading` until the snapshot is here; `failed` once the feed has ended with an error. */
export type FeedStatus = 'loading' | 'ready' | 'failed';

/** A list of main, kept up to date. Opens at once; `close` when it is no longer drawn. */
export class FeedList<N extends FeedName> {
  items = $state.raw<readonly FeedItem<N>[]>([]);
  /** Null before the snapshot. */
  meta = $state.raw<FeedMeta<N> | null>(null);
  status = $state<FeedStatus>('loading');
  error = $state.raw<CodedError | null>(null);
  readonly #open: () => () => void;
  #stop: (() => void) | null = null;

  /** `onItems` is told of every new list, after `items` has it. */
  constructor(client: Client, name: N, input: FeedInput<N>, onItems: (items: readonly FeedItem<N>[]) => void = () => undefined) {
    const take = (items: readonly FeedItem<N>[], meta: FeedMeta<N> | null): void => {
      this.items = items;
      if (meta !== null) this.meta = meta;
      this.status = 'ready';
      this.error = null;
      onItems(items);
    };
    this.#open = () =>
      client.feed(name, input, {
        onReset: take,
        onBatch: (diffs, meta) => take(applyDiffs(this.items, diffs), meta),
        onError: (error) => {
          this.error = error;
          this.status = 'failed';
        },
      });
    this.#stop = this.#open();
  }

  /** Opens again after a failure; what is drawn stays until the new snapshot. */
  retry(): void {
    this.#stop?.();
    this.error = null;
    this.status = this.items.length > 0 ? 'ready' : 'loading';
    this.#stop = this.#open();
  }

  close(): void {
    this.#stop?.();
    this.#stop = null;
  }
}
