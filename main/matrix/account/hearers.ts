import type { Logger } from '../../log/index.ts';
import type { Unsubscribe } from '../types.ts';

/** Listeners of one thing. One that throws is logged and does not keep the others, or the sync loop, from going on. */
export class Hearers<T> {
  readonly #listeners = new Set<(value: T) => void>();
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  add(listener: (value: T) => void): Unsubscribe {
    // A wrapper, so that the same function added twice is two listeners.
    const own = (value: T): void => listener(value);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  tell(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        this.#log.error('a listener failed', { reason: error instanceof Error ? error.stack : 'unknown' });
      }
    }
  }
}
