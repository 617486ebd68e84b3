import { Worker } from 'node:worker_threads';
import { CodedError, type ErrorCode } from '../../../preload/contract/index.ts';
import type { Answer, Failure, Request } from './jobs.ts';

type Ask = Request extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;
type Good = Extract<Answer, { ok: true }>;

interface Waiting {
  resolve(answer: Good): void;
  reject(error: Error): void;
}

const codes: { [F in Failure]: ErrorCode } = {
  'wrong-passphrase': 'key-file.wrong-passphrase',
  damaged: 'key-file.damaged',
  'unknown-format': 'key-file.unknown-format',
  'too-large': 'key-file.too-large',
  'disk-full': 'store.disk-full',
  unwritable: 'key-file.unwritable',
  unreadable: 'key-file.unreadable',
};

/**
 * A thread for one job on many room keys: parsing megabytes of them, deriving a key from a
 * passphrase, sealing a file. Made for the job, ended with it; it never keeps the process alive.
 */
export class KeyThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor() {
    this.#worker = new Worker(new URL('./key-worker.ts', import.meta.url), { name: 'keys' });
    this.#worker.unref();
    this.#worker.on('message', (answer: Answer) => this.#take(answer));
    this.#worker.on('error', () => undefined); // followed by its exit
    this.#worker.on('exit', () => this.#ended());
  }

  /** Rejects with `key-file.*`, `store.disk-full`, or `crypto.unavailable` where the thread has ended. `moved` is handed over. */
  ask(request: Ask, moved: ArrayBuffer[] = []): Promise<Good> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, ...request }, moved);
    });
  }

  /** What was opened, in batches of `count`. */
  async *batches(count: number): AsyncGenerator<[string, unknown][]> {
    for (;;) {
      const { entries } = await this.ask({ kind: 'next', count });
      if (entries.length === 0) return;
      yield entries;
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.ok) waiting?.resolve(answer);
    else waiting?.reject(new CodedError(codes[answer.failure], `room keys: ${answer.failure}`));
  }

  #ended(): void {
    for (const { reject } of this.#waiting.values())
      reject(new CodedError('crypto.unavailable', 'the thread of keys ended', { retryable: true }));
    this.#waiting.clear();
  }
}
