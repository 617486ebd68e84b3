import type { AccountId, FoundMessage, RoomId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Task } from './task.svelte.ts';

export type SearchScope = 'room' | 'all';
export type SearchKind = 'all' | 'images' | 'files' | 'links';

/** How long typing may pause before it is searched for, in milliseconds. */
const pauseMs = 200;

/** A search among messages: what is asked, what was found, and whether there is more. */
export class MessageSearch {
  query = $state('');
  kind = $state<SearchKind>('all');
  scope = $state<SearchScope>('room');
  found = $state.raw<FoundMessage[]>([]);
  /** Whether the words that stand there were searched for. */
  settled = $state(true);
  complete = $state(true);
  waiting = $state(0);
  readonly task = new Task();
  /** More was found than is shown. */
  readonly hasMore: boolean = $derived.by(() => this.#next !== null);
  #next = $state<number | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #client: Client;
  readonly #accountId: AccountId;
  readonly #roomId: () => RoomId | null;

  constructor(client: Client, accountId: AccountId, roomId: () => RoomId | null) {
    this.#client = client;
    this.#accountId = accountId;
    this.#roomId = roomId;
  }

  /** The question changed: it is asked once the agent pauses. */
  changed(): void {
    clearTimeout(this.#timer);
    this.settled = false;
    this.#timer = setTimeout(() => void this.run(), pauseMs);
  }

  /** Asks at once, giving up what is still under way. */
  async run(): Promise<void> {
    clearTimeout(this.#timer);
    this.task.cancel();
    await Promise.resolve();
    const answer = await this.#ask(null);
    if (!answer) return;
    this.found = answer.messages;
    this.settled = true;
  }

  /** The next page. */
  async more(): Promise<void> {
    if (this.#next === null || !this.settled) return;
    const answer = await this.#ask(this.#next);
    if (answer) this.found = [...this.found, ...answer.messages];
  }

  async #ask(cursor: number | null) {
    const roomId = this.scope === 'room' ? this.#roomId() : null;
    const request = { accountId: this.#accountId, query: this.query, kind: this.kind, roomId, sender: null, from: null, to: null, cursor };
    const done = await this.task.run((signal) => this.#client.call('search.messages', request, { signal }));
    if (!done) return null;
    const { next, complete, waiting } = done.value;
    this.#next = next;
    this.complete = complete;
    this.waiting = waiting;
    return done.value;
  }
}
