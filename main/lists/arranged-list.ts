import type { Diff } from '../../preload/contract/index.ts';
import { diffLists } from './diff-lists.ts';
import { Observers, type DiffListener } from './observers.ts';

/** An observable list whose order its owner gives. Rows are replaced, never changed in place. */
export class ArrangedList<T> {
  readonly #key: (item: T) => string;
  readonly #observers = new Observers<T>();
  #items: readonly T[] = [];

  constructor(key: (item: T) => string) {
    this.#key = key;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  /** Calls `listener` with each batch of changes from now on. Returns the way to stop. */
  observe(listener: DiffListener<T>): () => void {
    return this.#observers.add(listener);
  }

  /** Puts `items` in place of the list and tells the difference. Keys are unique. */
  arrange(items: readonly T[]): Diff<T>[] {
    const diffs = diffLists(this.#items, items, this.#key);
    if (diffs.length > 0) this.#items = items;
    this.#observers.tell(diffs);
    return diffs;
  }
}
