import type { AccountId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { spellingOf } from './spelling.ts';
import { Task } from './task.svelte.ts';

/** The words that an agent calls right. */
export class OwnWords {
  words = $state.raw<readonly string[]>([]);
  readonly removing = new Task();
  readonly #client: Client;
  readonly #accountId: AccountId;

  constructor(client: Client, accountId: AccountId) {
    this.#client = client;
    this.#accountId = accountId;
    void this.#load();
  }

  async remove(word: string): Promise<void> {
    const input = { accountId: this.#accountId, word };
    const done = await this.removing.run(() => this.#client.call('spelling.removeWord', input));
    if (!done) return;
    this.words = this.words.filter((one) => one !== word);
    spellingOf(this.#client, this.#accountId).forget();
  }

  async #load(): Promise<void> {
    const said = await this.#client.call('spelling.ownWords', { accountId: this.#accountId }).catch(() => null);
    if (said) this.words = said.words;
  }
}
