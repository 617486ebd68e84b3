import type { AccountId, CallOutput } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Task } from './task.svelte.ts';

/** Signing out: first what it would lose, then, if the agent accepts that, the end of the session. */
export class SignOut {
  preview = $state.raw<CallOutput<'session.signOutPreview'> | null>(null);
  accepted = $state(false);
  readonly checking = new Task();
  readonly task = new Task();
  /** Saving the keys that wait, before the end. */
  readonly saving = new Task();
  readonly #client: Client;
  readonly #accountId: AccountId;

  readonly losesSomething: boolean = $derived.by(() => {
    const preview = this.preview;
    return preview !== null && (preview.noWayBack || preview.keysNotBackedUp + preview.queuedMessages + preview.drafts > 0);
  });
  readonly allowed: boolean = $derived.by(() => this.preview !== null && (this.accepted || !this.losesSomething));

  constructor(client: Client, accountId: AccountId) {
    this.#client = client;
    this.#accountId = accountId;
    void this.check();
  }

  async check(): Promise<void> {
    const checked = await this.checking.run((signal) =>
      this.#client.call('session.signOutPreview', { accountId: this.#accountId }, { signal }),
    );
    if (checked) this.preview = checked.value;
  }

  /** Saves the keys that no backup holds yet, then looks again. */
  async finishBackup(): Promise<void> {
    const input = { accountId: this.#accountId };
    if (await this.saving.run((signal) => this.#client.call('backup.finish', input, { signal }))) await this.check();
  }

  /** Whether the session ended. Keys that came meanwhile are counted again and asked for. */
  async signOut(): Promise<boolean> {
    if (!this.allowed) return false;
    const input = { accountId: this.#accountId, acceptLoss: this.accepted };
    const done = await this.task.run((signal) => this.#client.call('session.signOut', input, { signal }));
    const { error } = this.task;
    if (error?.code === 'crypto.keys-not-backed-up' || error?.code === 'identity.no-code') await this.check();
    return done !== null;
  }
}
