import { CodedError, type AccountId, type CallInput } from '../../preload/contract/index.ts';
import type { AccountOptions } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { language } from '../text/index.ts';
import { Task } from './task.svelte.ts';
import { Upload, type FileSource } from './upload.svelte.ts';

/** What an agent may choose about her account: read from the server when the panel opens, changed there at once. */
export class OwnOptions {
  options = $state.raw<AccountOptions | null>(null);
  readonly loading = new Task();
  readonly saving = new Task();
  readonly #client: Client;
  readonly #accountId: AccountId;

  constructor(client: Client, accountId: AccountId) {
    this.#client = client;
    this.#accountId = accountId;
    void this.load();
  }

  async load(): Promise<void> {
    const input = { accountId: this.#accountId };
    const done = await this.loading.run((signal) => this.#client.call('options.get', input, { signal }));
    if (done) this.options = done.value;
  }

  setName(name: string): Promise<boolean> {
    return this.#save(() => this.#client.call('options.setName', { accountId: this.#accountId, name }));
  }

  /** `prepare` makes the picture of what was chosen; it rejects with `media.unavailable` where that is none. Null removes it. */
  setPicture(prepare: (() => Promise<FileSource>) | null): Promise<boolean> {
    const accountId = this.#accountId;
    return this.#save(async () => {
      const attachmentId = prepare === null ? null : await new Upload(this.#client, accountId, await prepare()).done;
      await this.#client.call('options.setPicture', { accountId, attachmentId });
    });
  }

  /** A switch moves at once, and goes back where the server did not keep it. */
  async setEmailNotifications(on: boolean): Promise<void> {
    const input: CallInput<'options.setEmailNotifications'> = { accountId: this.#accountId, on, language: language() };
    this.#put({ emailNotifications: on });
    if (!(await this.#save(() => this.#client.call('options.setEmailNotifications', input)))) this.#put({ emailNotifications: !on });
  }

  async setRedList(on: boolean): Promise<void> {
    this.#put({ redList: on });
    if (!(await this.#save(() => this.#client.call('options.setRedList', { accountId: this.#accountId, on })))) this.#put({ redList: !on });
  }

  #put(change: Partial<AccountOptions>): void {
    if (this.options !== null) this.options = { ...this.options, ...change };
  }

  /** Whether it was kept. */
  async #save(work: () => Promise<unknown>): Promise<boolean> {
    const done = await this.saving.run(async () => {
      try {
        await work();
      } catch (error) {
        throw error instanceof CodedError ? error : new CodedError('media.unavailable', 'the picture cannot be read');
      }
    });
    return done !== null;
  }
}
