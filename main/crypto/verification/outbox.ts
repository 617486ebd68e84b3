import { setTimeout as sleep } from 'node:timers/promises';
import type { CodedError } from '../../../preload/contract/index.ts';
import { toCodedError } from '../../matrix/index.ts';
import type { OutgoingRequest } from '../engine/binding.ts';

export interface OutboxParts {
  /** Sends once, or a few times; rejects when it did not work. */
  send(request: OutgoingRequest): Promise<void>;
  /** The server refuses this one, and always will. */
  onRefused(error: CodedError): void;
  /** Whether there is still a use in sending. */
  wanted(): boolean;
}

/** Between two rounds of attempts, in milliseconds. */
const restMs = 3000;

/** Sends what a verification has to say, in order, one at a time, over failures of network and server. */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #waiting: OutgoingRequest[] = [];
  #isRunning = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  push(...requests: (OutgoingRequest | undefined)[]): void {
    this.#waiting.push(...requests.filter((request) => request !== undefined));
    void this.#run();
  }

  /** Never rejects. Between the last look at what waits and the end there is no turn in which something could come. */
  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let request = this.#waiting[0]; request !== undefined && this.#parts.wanted(); request = this.#waiting[0]) {
      if (await this.#sent(request)) this.#waiting.shift();
    }
    this.#isRunning = false;
  }

  async #sent(request: OutgoingRequest): Promise<boolean> {
    try {
      await this.#parts.send(request);
      return true;
    } catch (thrown) {
      const error = toCodedError(thrown);
      if (!error.retryable) this.#parts.onRefused(error);
      else await sleep(restMs, undefined, { ref: false });
      return !error.retryable;
    }
  }
}
