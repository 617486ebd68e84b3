/**
 * Runs pieces of work one after the other. An error of one is told to `onError` and to its own
 * caller, and does not keep the next from running. After `stop` nothing more starts.
 */
export class Serial {
  readonly #onError: (error: unknown) => void;
  readonly #waiting = new Set<string>();
  #last: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Rejects with the error of the work; undefined where it was not run any more. */
  run<T>(work: () => Promise<T>): Promise<T | undefined> {
    const result = this.#last.then(() => (this.#stopped ? undefined : work()));
    this.#last = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  /** Asks for work of this name; while it waits to start, further requests are the same one and answer false. */
  request(name: string, work: () => Promise<void>): boolean {
    if (this.#waiting.has(name) || this.#stopped) return false;
    this.#waiting.add(name);
    this.run(() => {
      this.#waiting.delete(name);
      return work();
    }).catch((error: unknown) => {
      if (!this.#stopped) this.#onError(error);
    });
    return true;
  }

  stop(): void {
    this.#stopped = true;
  }
}
