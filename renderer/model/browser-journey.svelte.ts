import type { Client } from '../client/index.ts';
import { Task } from './task.svelte.ts';

/** A way through the browser while the agent is on it: opening the page again, and the ways back where it finds none. */
export class BrowserJourney {
  /** The journey itself; its error is why it ended. */
  readonly task = new Task();
  /** What the agent does meanwhile. */
  readonly help = new Task();
  pasted = $state('');
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Null where it did not end well. */
  async run<T>(journey: (signal: AbortSignal) => Promise<T>): Promise<{ value: T } | null> {
    const done = await this.task.run(journey);
    this.#forget();
    return done;
  }

  async reopen(byLink: boolean): Promise<void> {
    await this.help.run((signal) => this.#client.call('signIn.reopen', { byLink }, { signal }));
  }

  async answer(): Promise<void> {
    await this.help.run((signal) => this.#client.call('signIn.answer', { address: this.pasted.trim() }, { signal }));
  }

  cancel(): void {
    this.task.cancel();
    this.#forget();
  }

  #forget(): void {
    this.pasted = '';
    this.help.cancel();
  }
}
