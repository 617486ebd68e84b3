import { SvelteSet } from 'svelte/reactivity';
import type { MessageItem, TimelineItem } from '../../preload/contract/index.ts';

/** Messages that are chosen at once, at most this many. */
const most = 100;

/** The messages that an agent has chosen to do one thing with. */
export class Selection {
  /** Choosing goes on, be it of nothing yet. */
  active = $state(false);
  readonly #ids = new SvelteSet<string>();

  get count(): number {
    return this.#ids.size;
  }
  get full(): boolean {
    return this.#ids.size >= most;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  start(item: MessageItem): void {
    this.active = true;
    this.#ids.add(item.id);
  }

  toggle(item: MessageItem): void {
    if (!this.#ids.delete(item.id) && !this.full) this.#ids.add(item.id);
  }

  /** The chosen messages that are still here, in their order. */
  among(rows: readonly TimelineItem[]): MessageItem[] {
    return rows.filter((row): row is MessageItem => row.type === 'message' && this.#ids.has(row.id));
  }

  end(): void {
    this.active = false;
    this.#ids.clear();
  }
}
