import type { AccountId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { BrowserJourney } from './browser-journey.svelte.ts';
import { Countdown } from './countdown.svelte.ts';
import { Task } from './task.svelte.ts';

/** After a soft logout (spec 5.7.2.1): the same account again, by its password or in the browser, and nothing else changes. */
export class SignInAgain {
  password = $state('');
  missing = $state(false);
  readonly task = new Task();
  readonly wait = new Countdown();
  readonly journey: BrowserJourney;
  readonly #client: Client;
  readonly #accountId: () => AccountId;

  constructor(client: Client, accountId: () => AccountId) {
    this.#client = client;
    this.journey = new BrowserJourney(client);
    this.#accountId = accountId;
  }

  /** Whether it worked; the password is forgotten then. */
  async signIn(): Promise<boolean> {
    this.missing = this.password === '';
    if (this.missing || this.wait.seconds > 0) return false;
    const input = { accountId: this.#accountId(), password: this.password };
    const done = await this.task.run((signal) => this.#client.call('session.signInAgain', input, { signal }));
    const { error } = this.task;
    if (error?.code === 'server.rate-limited') this.wait.start(error.detail.retryAfterMs ?? 5000);
    if (done) this.forget();
    return done !== null;
  }

  async byBrowser(): Promise<void> {
    await this.journey.run((signal) => this.#client.call('signIn.browserAgain', { accountId: this.#accountId() }, { signal }));
  }

  /** Gives up what is under way. */
  leave(): void {
    this.journey.cancel();
    this.forget();
  }

  /** Leaves no secret in the page. */
  forget(): void {
    this.password = '';
    this.wait.stop();
  }
}
