import { CodedError, type CallInput } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { fromKept, toKept, type Draft } from './composer-draft.ts';

/** How long after a change it is kept, in milliseconds. */
const delayMs = 300;

/** Has main keep what a composer holds: read once, then written a moment after each change. */
export class DraftKeeper {
  /** True once the kept draft is here, so that typing never races with it. */
  restored = $state(false);
  readonly #client: Client;
  readonly #place: CallInput<'drafts.get'>;
  readonly #current: () => Draft;
  readonly #onFull: (error: CodedError) => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** As main has it. */
  #kept = '';

  /** `onFull` hears that the disk is full; what else goes wrong is tried again with the next change. */
  constructor(client: Client, place: CallInput<'drafts.get'>, current: () => Draft, onFull: (error: CodedError) => void) {
    this.#client = client;
    this.#place = place;
    this.#current = current;
    this.#onFull = onFull;
  }

  /** Gives what was kept to `take`. Where it cannot be had, the room can still be written in, and the draft stays where it is kept. */
  async restore(take: (draft: Draft) => void): Promise<void> {
    try {
      const { text, state } = await this.#client.call('drafts.get', this.#place);
      this.#kept = JSON.stringify({ text, state });
      take(fromKept({ text, state }));
    } catch {
      // As told above.
    } finally {
      this.restored = true;
      this.soon();
    }
  }

  soon(): void {
    this.#wait();
    this.#timer = setTimeout(() => void this.now(), delayMs);
  }

  async now(): Promise<void> {
    this.#wait();
    if (!this.restored) return;
    const draft = toKept(this.#current());
    const key = JSON.stringify(draft);
    if (key === this.#kept) return;
    this.#kept = key;
    try {
      await this.#client.call('drafts.save', { ...this.#place, ...draft });
    } catch (error) {
      this.#kept = '';
      if (error instanceof CodedError && error.code === 'store.disk-full') this.#onFull(error);
    }
  }

  /** Nothing is kept any more. */
  end(): void {
    this.#wait();
    this.restored = false;
  }

  #wait(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
