import type { AccountId, QueuedMessage, RoomId, TransactionId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { FeedList } from './feed-list.svelte.ts';

/** What waits to be sent from one room. */
export class SendQueue {
  readonly #roomId: RoomId;
  readonly #feed: FeedList<'sendQueue'>;

  constructor(client: Client, accountId: AccountId, roomId: RoomId) {
    this.#roomId = roomId;
    this.#feed = new FeedList(client, 'sendQueue', { accountId });
  }

  /** Messages that wait for the network. */
  get waiting(): number {
    return this.#count('queued');
  }
  /** Messages that the agent has to send again or delete. */
  get failed(): number {
    return this.#count('failed');
  }

  /** How far the file of a message is on its way, in bytes; null where none is. */
  uploadOf(transactionId: TransactionId | null): QueuedMessage['upload'] {
    return this.#feed.items.find((item) => item.transactionId === transactionId)?.upload ?? null;
  }

  close(): void {
    this.#feed.close();
  }

  #count(status: 'queued' | 'failed'): number {
    return this.#feed.items.filter((item) => item.roomId === this.#roomId && item.status === status).length;
  }
}
