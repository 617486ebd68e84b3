import type { AccountId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Countdown } from './countdown.svelte.ts';
import { Task } from './task.svelte.ts';

/** Least time between two e-mails, in milliseconds; main holds to it too. */
const throttleMs = 30_000;

/** An account that the server refuses for now: whether it still does, and the e-mail that renews it. */
export class Barred {
  /** The e-mail is on its way. */
  sent = $state(false);
  /** The last look found the account still barred. */
  still = $state(false);
  readonly sending = new Task();
  readonly checking = new Task();
  readonly wait = new Countdown();
  readonly #client: Client;
  readonly #accountId: AccountId;

  constructor(client: Client, accountId: AccountId) {
    this.#client = client;
    this.#accountId = accountId;
  }

  async sendMail(): Promise<void> {
    if (this.wait.seconds > 0) return;
    this.checking.cancel();
    const input = { accountId: this.#accountId };
    const done = await this.sending.run((signal) => this.#client.call('session.sendRenewal', input, { signal }));
    if (done) {
      this.sent = true;
      this.still = false;
      this.wait.start(throttleMs);
    }
    const { error } = this.sending;
    if (error?.code === 'server.rate-limited') this.wait.start(error.detail.retryAfterMs ?? throttleMs);
  }

  /** Asks the server; where it lets the account in, the screen goes by itself. */
  async check(): Promise<void> {
    this.sending.cancel();
    const input = { accountId: this.#accountId };
    const done = await this.checking.run((signal) => this.#client.call('session.check', input, { signal }));
    this.still = done !== null && !done.value.open;
  }

  /** The agent is back at the window, perhaps from the e-mail. A failure is not worth a word. */
  async look(): Promise<void> {
    await this.#client.call('session.check', { accountId: this.#accountId }).catch(() => undefined);
  }

  close(): void {
    this.wait.stop();
  }
}
