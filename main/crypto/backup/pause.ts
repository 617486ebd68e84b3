/** Waits for `ms`, or less when `signal` is aborted or the returned function is called. Never rejects. */
export class Pause {
  #wake: (() => void) | null = null;

  wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(end, ms);
      timer.unref();
      signal.addEventListener('abort', end);
      this.#wake = end;
      if (signal.aborted) end();
    });
  }

  /** Ends the wait that is under way. */
  wake(): void {
    this.#wake?.();
  }
}

/** How long to wait after the `failures`-th failure in a row, in milliseconds: as the server says, else 1 s to 60 s. */
export function retryDelay(failures: number, retryAfterMs: number | undefined): number {
  return Math.min(retryAfterMs ?? 1000 * 2 ** Math.min(failures - 1, 6), 60 * 60_000);
}
