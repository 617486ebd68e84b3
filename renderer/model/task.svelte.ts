import { CodedError } from '../../preload/contract/index.ts';

/** One thing the agent asked for: whether it is under way, and how it failed. One run at a time. */
export class Task {
  busy = $state(false);
  error = $state.raw<CodedError | null>(null);
  #controller: AbortController | null = null;

  /** Runs `work` unless it already runs; null when it did not end well. A cancelled run is no error. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<{ value: T } | null> {
    if (this.busy) return null;
    const controller = new AbortController();
    this.#controller = controller;
    this.busy = true;
    this.error = null;
    try {
      return { value: await work(controller.signal) };
    } catch (thrown) {
      if (!controller.signal.aborted) this.error = thrown instanceof CodedError ? thrown : new CodedError('internal', 'a task failed');
      return null;
    } finally {
      this.busy = false;
      this.#controller = null;
    }
  }

  /** Gives up what is under way, and forgets an old error. */
  cancel(): void {
    this.#controller?.abort();
    this.error = null;
  }
}
