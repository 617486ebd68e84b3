import type { AccountId, Download, EventId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { FeedList } from './feed-list.svelte.ts';

/** Files of messages on their way here, in all accounts. */
export class Downloads {
  readonly #client: Client;
  readonly #feed: FeedList<'downloads'>;
  readonly #accountId: () => AccountId | null;

  /** `accountId`: the account that is shown. */
  constructor(client: Client, accountId: () => AccountId | null) {
    this.#client = client;
    this.#feed = new FeedList(client, 'downloads', {});
    this.#accountId = accountId;
  }

  /** Those that the agent wants somewhere: saved, opened, sent on. */
  get asked(): readonly Download[] {
    return this.#feed.items.filter(({ asked }) => asked);
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
