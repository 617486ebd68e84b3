import type { AccountId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';

/** Words whose spelling is remembered; beyond them all are asked for again. */
const remembered = 5000;
/** Of the contract: longer runs of letters are no words. */
const longest = 100;
const atOnce = 1000;

const open = new WeakMap<Client, Map<AccountId, Spelling>>();

/** The one of an account: what a conversation learnt of a word holds in the others. */
export function spellingOf(client: Client, accountId: AccountId): Spelling {
  const all = open.get(client) ?? new Map<AccountId, Spelling>();
  open.set(client, all);
  const spelling = all.get(accountId) ?? new Spelling(client, accountId);
  all.set(accountId, spelling);
  return spelling;
}

/** Spelling of what an agent writes. What main said of a word holds until the languages, or the agent's own words, change. */
export class Spelling {
  readonly #client: Client;
  readonly #accountId: AccountId;
  readonly #wrong = new Map<string, boolean>();

  constructor(client: Client, accountId: AccountId) {
    this.#client = client;
    this.#accountId = accountId;
  }

  /** Those of the words that are in no dictionary; none where they cannot be checked. */
  async misspelled(words: readonly string[]): Promise<ReadonlySet<string>> {
    const asked = words.filter((word) => word.length <= longest && !this.#wrong.has(word)).slice(0, atOnce);
    if (asked.length > 0) await this.#ask(asked);
    return new Set(words.filter((word) => this.#wrong.get(word) === true));
  }

  /** What may have been meant, the likeliest first. */
  async suggestions(word: string): Promise<string[]> {
    const input = { accountId: this.#accountId, word };
    return this.#client.call('spelling.suggest', input).then(
      ({ suggestions }) => suggestions,
      () => [],
    );
  }

  /** The word is right from now on. Rejects with `CodedError`. */
  async add(word: string): Promise<void> {
    await this.#client.call('spelling.addWord', { accountId: this.#accountId, word });
    this.forget();
  }

  /** All words are asked for again. */
  forget(): void {
    this.#wrong.clear();
  }

  async #ask(words: string[]): Promise<void> {
    const said = await this.#client.call('spelling.check', { accountId: this.#accountId, words }).catch(() => null);
    if (said === null) return;
    if (this.#wrong.size > remembered) this.forget();
    const wrong = new Set(said.misspelled);
    for (const word of words) this.#wrong.set(word, wrong.has(word));
  }
}
