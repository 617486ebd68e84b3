import type { AccountId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Countdown } from './countdown.svelte.ts';
import { Task } from './task.svelte.ts';

/** After a soft logout (spec 5.7.2.1): the password of the same account, and nothing else changes. */
export class SignInAgain {
  password = $state('');
  missing = $state(false);
  readonly task = new Task();
  readonly wait = new Countdown();
  readonly #client: Client;
  readonly #accountId: () => AccountId;

  constructor(client: Client, accountId: () => AccountId) {
    this.#client = client;
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

  /** Leaves no secret in the page. */
  forget(): void {
    this.password = '';
    this.wait.stop();
  }
}
