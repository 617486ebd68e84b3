import { onDestroy, tick, untrack } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type { MessageRef } from '../../../preload/contract/index.ts';
import type { TimelineModel } from '../../model/index.ts';
import { getAppContext } from '../index.ts';
import type { RowsHandle } from './geometry.ts';
import { isOnServer } from './message.ts';

/** How long a row that was come to stands out, in milliseconds. */
const flashMs = 1500;
/** How far below the top of the view a row comes to stand, in px. */
const offset = 96;

/** How the agent comes to a row of a conversation, and what she unfolds there. Made by the screen that shows it. */
export class Jumps {
  /** The column, while it is drawn. */
  column = $state.raw<RowsHandle>();
  /** The row that was just come to. */
  flash = $state<string | null>(null);
  /** Ids of rows that are unfolded. */
  readonly opened = new SvelteSet<string>();
  readonly #model: TimelineModel;
  readonly #app = getAppContext().app;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The row of the message that it was opened around, or of the one that follows it where that has none. */
  readonly #around: string | null = $derived.by(() => this.#model.meta?.around ?? null);

  constructor(model: TimelineModel) {
    this.#model = model;
    onDestroy(() => clearTimeout(this.#timer));
    this.#showAround();
    this.#showSought();
  }

  /** The row to open at; the end without one. */
  get openAt(): string | null {
    const { at, firstUnreadId } = this.#model;
    return at?.reading === true ? (firstUnreadId ?? this.#around) : (this.#around ?? firstUnreadId);
  }

  toMessage(message: MessageRef): void {
    const { accountId, roomId } = this.#model;
    const target = this.#model.find(message);
    if (target) this.#show(target.id);
    else if (isOnServer(message)) this.#app.navigation.openMessage(accountId, roomId, message);
  }

  async toNewest(): Promise<void> {
    if (this.#model.at !== null) return this.#app.navigation.toLive();
    await this.#app.attempt(this.#model.toEnd());
    this.column?.toEnd();
  }

  /** The same with the focus, which what led there does not keep. */
  async walkToNewest(): Promise<void> {
    const { navigation } = this.#app;
    if (this.#model.at !== null) {
      navigation.toLive();
      navigation.sought = 'newest';
      return;
    }
    await this.#app.attempt(this.#model.toEnd());
    // The rows that came are taken first.
    await tick();
    await this.column?.focusEnd();
  }

  /** Unfolds a row downwards: what is seen stays in its place. */
  unfold(id: string): void {
    this.column?.stay(id);
    this.opened.add(id);
  }

  #show(id: string): void {
    clearTimeout(this.#timer);
    this.flash = id;
    this.#timer = setTimeout(() => (this.flash = null), flashMs);
    // What was sought may stand in the part that is cut.
    this.opened.add(id);
    void this.column?.focusRow(id, offset);
  }

  /** Opened around a message: it is shown once, as by any jump. */
  #showAround(): void {
    let shown = this.#model.at?.reading === true;
    $effect(() => {
      const id = this.#around;
      if (id === null || this.column === undefined || shown) return;
      shown = true;
      untrack(() => this.#show(id));
    });
  }

  /** A notification leads to a message that came just now; to its place in the history where it is not among these. An older message leads back here. */
  #showSought(): void {
    const { at, thread } = this.#model;
    if (at !== null || thread !== null) return;
    $effect(() => {
      const { navigation } = this.#app;
      const { sought } = navigation;
      if (sought === null || this.column === undefined || this.#model.status !== 'ready') return;
      untrack(() => {
        navigation.sought = null;
        if (sought === 'newest') void this.column?.focusEnd();
        else this.toMessage(sought);
      });
    });
  }
}
