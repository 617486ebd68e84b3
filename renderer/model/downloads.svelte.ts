import { SvelteMap } from 'svelte/reactivity';
import type { AccountId, Download, EventId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { FeedList } from './feed-list.svelte.ts';

/** Files of messages on their way here, in all accounts. */
export class Downloads {
  readonly #client: Client;
  readonly #feed: FeedList<'downloads'>;
  /** By how many parts of the page. */
  readonly #told = new SvelteMap<EventId, number>();
  readonly #accountId: () => AccountId | null;

  /** `accountId`: the account that is shown. */
  constructor(client: Client, accountId: () => AccountId | null) {
    this.#client = client;
    this.#feed = new FeedList(client, 'downloads', {});
    this.#accountId = accountId;
  }

  /** Those that the agent asked for and that nothing else on the page tells of. */
  get untold(): readonly Download[] {
    return this.#feed.items.filter(({ asked, eventId }) => asked && !this.#told.has(eventId));
  }

  /** Something on the page tells of a message's file, until the returned function is called. */
  tell(eventId: EventId): () => void {
    this.#told.set(eventId, (this.#told.get(eventId) ?? 0) + 1);
    return () => {
      const tellers = (this.#told.get(eventId) ?? 1) - 1;
      if (tellers > 0) this.#told.set(eventId, tellers);
      else this.#told.delete(eventId);
    };
  }

  /** The file of a message of the account that is shown; null where it is not on its way. */
  of(eventId: EventId): Download | null {
    const accountId = this.#accountId();
    return this.#feed.items.find((item) => item.eventId === eventId && item.accountId === accountId) ?? null;
  }

  /** Stops it. */
  async cancel({ accountId, eventId }: Download): Promise<void> {
    await this.#client.call('media.cancel', { accountId, eventId });
  }

  close(): void {
    this.#feed.close();
  }
}
