import type { AccountId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Task } from './task.svelte.ts';

/** Confirming this device with the verification code. */
export class ConfirmDevice {
  /** `choice`: with what; `code`: with the code. */
  step = $state<'choice' | 'code' | 'done'>('choice');
  typed = $state('');
  readonly task = new Task();
  readonly #client: Client;
  readonly #accountId: AccountId;

  constructor(client: Client, accountId: AccountId) {
    this.#client = client;
    this.#accountId = accountId;
  }

  choose(step: 'choice' | 'code'): void {
    this.task.cancel();
    this.step = step;
  }

  /** Whether the device is confirmed. */
  async useCode(): Promise<boolean> {
    if (this.typed.trim() === '') return false;
    const input = { accountId: this.#accountId, typed: this.typed };
    const done = await this.task.run((signal) => this.#client.call('identity.useCode', input, { signal }));
    if (!done) return false;
    this.forget();
    this.step = 'done';
    return true;
  }

  /** Leaves no secret in the page. */
  forget(): void {
    this.typed = '';
    this.task.cancel();
  }
}
