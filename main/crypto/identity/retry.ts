import type { CodedError } from '../../../preload/contract/index.ts';

const firstMs = 5_000;
const longestMs = 10 * 60_000;

/** Tries again what the network or the server kept from going on: after 5 s, then twice as late each time, or when the server says. */
export class Retry {
  readonly #again: () => void;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(again: () => void) {
    this.#again = again;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#stop();
  }

  /** What is not worth another try (the agent is asked, the engine is stopped) ends it. */
  failed(error: CodedError): void {
    this.#stop();
    if (!error.retryable) return;
    const wait = error.detail.retryAfterMs ?? firstMs * 2 ** Math.min(this.#failures, 10);
    this.#failures += 1;
    this.#timer = setTimeout(this.#again, Math.min(wait, longestMs));
    this.#timer.unref();
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
