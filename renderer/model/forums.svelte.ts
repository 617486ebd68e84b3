import type { AccountId, RoomGlimpse } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Task } from './task.svelte.ts';

/** How long typing may pause before it is searched for, in milliseconds. */
const pauseMs = 300;

type Server = { serverName: string; label: string };

/** The forums of a server, by words, a page at a time. */
export class Forums {
  query = $state('');
  /** Name of the server that is looked at; the own one is the first of `servers`. */
  server = $state('');
  servers = $state.raw<Server[]>([]);
  found = $state.raw<RoomGlimpse[]>([]);
  /** How many there are, as far as the server tells. */
  total = $state<number | null>(null);
  /** Whether what stands there was searched for. */
  settled = $state(false);
  readonly task = new Task();
  readonly hasMore: boolean = $derived.by(() => this.#next !== null);
  #next = $state.raw<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #client: Client;
  readonly #accountId: AccountId;

  constructor(client: Client, accountId: AccountId) {
    this.#client = client;
    this.#accountId = accountId;
  }

  /** Learns of the servers and shows the own one's forums. */
  async begin(): Promise<void> {
    const told = await this.task.run((signal) => this.#client.call('doors.servers', { accountId: this.#accountId }, { signal }));
    if (!told) return;
    this.servers = told.value.servers;
    this.server = this.servers[0]?.serverName ?? '';
    await this.search();
  }

  /** The words changed: they are searched for once the agent pauses. */
  changed(): void {
    clearTimeout(this.#timer);
    this.settled = false;
    this.#timer = setTimeout(() => void this.search(), pauseMs);
  }

  /** Searches at once, giving up what is still under way. */
  async search(): Promise<void> {
    clearTimeout(this.#timer);
    this.task.cancel();
    await Promise.resolve();
    this.settled = false;
    this.found = [];
    this.#next = null;
    await this.#page(null);
  }

  /** The next page. */
  async more(): Promise<void> {
    if (this.#next !== null && this.settled) await this.#page(this.#next);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.task.cancel();
  }

  async #page(from: string | null): Promise<void> {
    const own = this.server === this.servers[0]?.serverName;
    const asked = { accountId: this.#accountId, server: own ? null : this.server, query: this.query.trim(), from };
    const answer = await this.task.run((signal) => this.#client.call('doors.forums', asked, { signal }));
    if (!answer) return;
    const known = new Set(this.found.map((forum) => forum.roomId));
    this.found = [...this.found, ...answer.value.forums.filter((forum) => !known.has(forum.roomId))];
    this.#next = answer.value.next;
    this.total = answer.value.total;
    this.settled = true;
  }
}
