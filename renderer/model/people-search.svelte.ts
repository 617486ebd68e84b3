import type { AccountId, ErrorCode, Person } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';

/** How long typing may pause before it is searched for, in milliseconds. */
const pauseMs = 250;

/** People found by what is typed: one question at a time, the newest. */
export class PeopleSearch {
  query = $state('');
  found = $state.raw<readonly Person[]>([]);
  /** There are more than are shown. */
  more = $state(false);
  /** Whether `found` answers what is typed. */
  settled = $state(true);
  directory = $state<'searched' | 'closed' | 'failed'>('searched');
  problem = $state.raw<ErrorCode | null>(null);
  readonly #client: Client;
  readonly #accountId: AccountId;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | null = null;

  constructor(client: Client, accountId: AccountId) {
    this.#client = client;
    this.#accountId = accountId;
  }

  type(query: string): void {
    this.query = query;
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.settled = query.trim() === '';
    if (this.settled) this.#show([], false);
    else this.#timer = setTimeout(() => void this.#ask(), pauseMs);
  }

  /** Gives up what is under way. */
  close(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
  }

  async #ask(): Promise<void> {
    const asked = new AbortController();
    this.#asked = asked;
    try {
      const input = { accountId: this.#accountId, query: this.query.trim() };
      const answer = await this.#client.call('people.search', input, { signal: asked.signal });
      if (asked.signal.aborted) return;
      this.directory = answer.directory;
      this.problem = answer.problem;
      this.#show(answer.people, answer.more);
    } catch {
      if (asked.signal.aborted) return;
      this.directory = 'failed';
      this.#show([], false);
    }
    this.settled = true;
  }

  #show(people: readonly Person[], more: boolean): void {
    this.found = people;
    this.more = more;
  }
}
