import type { AccountId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Task } from './task.svelte.ts';

/**
 * A new verification code: what it is for, the code itself, the proof that the agent has it, the end.
 * The page has the code from `begin` to `proven` or `close`, and nothing on the server changes before the proof.
 */
export class NewCode {
  step = $state<'why' | 'code' | 'proof' | 'done'>('why');
  code = $state('');
  typed = $state('');
  /** Copied, saved or printed: the agent did something with it. */
  taken = $state(false);
  readonly task = new Task();
  readonly #client: Client;
  readonly #accountId: AccountId;

  readonly groups: readonly string[] = $derived.by(() => (this.code === '' ? [] : this.code.split(' ')));

  constructor(client: Client, accountId: AccountId) {
    this.#client = client;
    this.#accountId = accountId;
  }

  async begin(): Promise<void> {
    const made = await this.task.run((signal) => this.#client.call('identity.createCode', { accountId: this.#accountId }, { signal }));
    if (!made) return;
    this.code = made.value.code;
    this.step = 'code';
  }

  /** Saves it as a text file; `text` has `{code}` where the code is to stand. Whether it was. */
  async save(fileName: string, text: string): Promise<boolean> {
    const input = { accountId: this.#accountId, fileName, text };
    const saved = await this.task.run((signal) => this.#client.call('identity.saveCode', input, { signal }));
    if (saved?.value.saved === true) this.taken = true;
    return saved?.value.saved === true;
  }

  toProof(): void {
    this.typed = '';
    this.task.cancel();
    this.step = 'proof';
  }

  back(): void {
    this.task.cancel();
    this.step = 'code';
  }

  async prove(): Promise<void> {
    if (this.typed.trim() === '') return;
    const input = { accountId: this.#accountId, typed: this.typed };
    if (!(await this.task.run((signal) => this.#client.call('identity.proveCode', input, { signal })))) return;
    this.#forget();
    this.step = 'done';
  }

  /** Leaves no secret in the page, nor in main where it was not proven. */
  close(): void {
    const waiting = this.code !== '';
    this.#forget();
    if (waiting) void this.#client.call('identity.dropCode', { accountId: this.#accountId }).catch(() => undefined);
  }

  #forget(): void {
    this.code = '';
    this.typed = '';
  }
}
