import { untrack } from 'svelte';
import type { TimelineModel } from '../../model/index.ts';
import type { View } from './geometry.ts';

/** Rows that stay above the end without being let go. */
const mostRowsAtEnd = 1500;

/** How the agent reads a conversation: what is in view, what of it counts as read, which history it asks for. Made by the screen that shows it. */
export class Reading {
  view = $state.raw<View | null>(null);
  readonly #model: TimelineModel;

  constructor(model: TimelineModel) {
    this.#model = model;
    $effect(() => {
      const page = wantedPage(model, this.view);
      if (page !== null) void model.paginate(page);
    });
    // New rows at the end are seen without any scrolling.
    $effect(() => {
      void model.rows;
      untrack(() => this.tell());
    });
  }

  /** How many messages are under what is seen, as far as that is known. */
  get below(): number {
    const { view } = this;
    return (view === null || view.atEnd ? 0 : this.#model.messagesAfter(view.last)) + this.#model.below;
  }

  look(view: View): void {
    this.view = view;
    this.tell();
  }

  /** What is in view counts as seen only while the window is in front. */
  tell(): void {
    if (this.view !== null && document.hasFocus() && document.visibilityState === 'visible') this.#model.seen(this.view.last);
    else this.#model.unseen();
  }
}

/** The page of history that what is seen asks for, or null. None while one is on its way, or after one has failed. */
function wantedPage(model: TimelineModel, view: View | null): 'back' | 'forward' | null {
  if (model.status !== 'ready' || model.loadingHistory || model.historyProblem) return null;
  // Too little to fill the view.
  if (model.more && !model.hasMessages) return 'back';
  // What is seen was not looked at again since the last page came.
  if (view === null || view.count !== model.rows.length) return null;
  const { count, first, last, atEnd, nearStart } = view;
  const nearGap = model.rows.slice(Math.max(0, first - 20), last + 1).some((row) => row.type === 'gap');
  if ((nearStart && model.more) || nearGap) return 'back';
  // Behind an older message: newer ones, as the agent comes to them.
  if (model.newer) return last >= count - 12 ? 'forward' : null;
  // Back at the end after reading far back: what lies above is let go, and comes again when it is asked for.
  const live = model.at === null && model.thread === null;
  return live && atEnd && count > mostRowsAtEnd ? 'forward' : null;
}
