import type { Diff } from '../../preload/contract/index.ts';

export type DiffListener<T> = (diffs: Diff<T>[]) => void;

/** Those who hear of the changes of a list. One that throws does not keep the others from hearing. */
export class Observers<T> {
  readonly #listeners = new Set<DiffListener<T>>();

  add(listener: DiffListener<T>): () => void {
    const own: DiffListener<T> = (diffs) => listener(diffs);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** Says nothing where nothing changed. Throws the first error of a listener once all were told. */
  tell(diffs: Diff<T>[]): void {
    if (diffs.length === 0) return;
    const errors: unknown[] = [];
    for (const listener of [...this.#listeners]) {
      try {
        listener(diffs);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
