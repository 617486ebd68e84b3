import type { AccountId, CallOutput, KeyFileView } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { FeedList } from './feed-list.svelte.ts';
import { Task } from './task.svelte.ts';

export type Strength = 'weak' | 'fair' | 'strong';
/** As main asks for it. */
const shortest = 8;

/** A rough measure for the agent's eyes: what a machine would have to try, by length and kinds of characters. */
function strengthOf(passphrase: string): Strength {
  const kinds = [/[a-zà-ÿ]/u, /[A-ZÀ-Þ]/u, /\d/u, /[^\p{L}\d]/u].filter((kind) => kind.test(passphrase)).length;
  const distinct = new Set(passphrase).size;
  const bits = Math.min(passphrase.length, distinct * 2) * (2 + kinds);
  return bits >= 72 ? 'strong' : bits >= 48 ? 'fair' : 'weak';
}

/** Exporting or importing a file of keys. The passphrase leaves the page with the call, and is forgotten at the end. */
export class KeyFile {
  passphrase = $state('');
  repeated = $state('');
  /** The agent left the second field once: differences are told. */
  compared = $state(false);
  /** Name of the file that was chosen. */
  name = $state<string | null>(null);
  exported = $state<number | null>(null);
  imported = $state.raw<CallOutput<'keyFile.import'> | null>(null);
  readonly task = new Task();
  readonly choosing = new Task();
  readonly #client: Client;
  readonly #accountId: AccountId;
  readonly #feed: FeedList<'keyFile'>;

  readonly now: KeyFileView | null = $derived.by(() => this.#feed.items[0] ?? null);
  readonly strength: Strength = $derived.by(() => strengthOf(this.passphrase));
  readonly isTooShort: boolean = $derived.by(() => this.passphrase.length < shortest);
  readonly differs: boolean = $derived.by(() => this.compared && this.repeated !== this.passphrase);
  readonly mayExport: boolean = $derived.by(() => !this.isTooShort && this.repeated === this.passphrase);
  readonly mayImport: boolean = $derived.by(() => this.name !== null && this.passphrase !== '');

  constructor(client: Client, accountId: AccountId) {
    this.#client = client;
    this.#accountId = accountId;
    this.#feed = new FeedList(client, 'keyFile', { accountId });
  }

  async export(): Promise<void> {
    this.compared = true;
    if (!this.mayExport) return;
    const input = { accountId: this.#accountId, passphrase: this.passphrase };
    const done = await this.task.run((signal) => this.#client.call('keyFile.export', input, { signal }));
    if (done?.value.keys === undefined || done.value.keys === null) return;
    this.exported = done.value.keys;
    this.#forget();
  }

  async choose(): Promise<void> {
    const chosen = await this.choosing.run((signal) => this.#client.call('keyFile.choose', { accountId: this.#accountId }, { signal }));
    if (chosen?.value.name === undefined || chosen.value.name === null) return;
    this.name = chosen.value.name;
    this.task.cancel();
  }

  async import(): Promise<void> {
    if (!this.mayImport) return;
    const input = { accountId: this.#accountId, passphrase: this.passphrase };
    const done = await this.task.run((signal) => this.#client.call('keyFile.import', input, { signal }));
    if (!done) return;
    this.imported = done.value;
    this.#forget();
  }

  /** Gives up what is under way; keeps no secret. */
  close(): void {
    this.task.cancel();
    this.#forget();
    this.#feed.close();
  }

  #forget(): void {
    this.passphrase = '';
    this.repeated = '';
    this.compared = false;
  }
}
