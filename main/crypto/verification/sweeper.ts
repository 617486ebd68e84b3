/** The engine ends what has waited too long only when something comes: it is made to look this often, in milliseconds. */
const sweepMs = 15_000;

/** Sweeps while something is open. */
export class Sweeper {
  readonly #sweep: () => void;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(sweep: () => void) {
    this.#sweep = sweep;
  }

  runs(isNeeded: boolean): void {
    if (!isNeeded) return this.stop();
    this.#timer ??= setInterval(this.#sweep, sweepMs).unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
