import { Worker } from 'node:worker_threads';
import { CodedError } from '../../../preload/contract/index.ts';
import type { EncryptedFileInfo } from '../types.ts';
import type { Job, Outcome } from './attachment-worker.ts';
import type { EngineName } from './backend.ts';

interface Waiting {
  resolve(outcome: Outcome): void;
  reject(error: Error): void;
}

/** Moves the bytes where they fill their buffer; a part of a larger one is copied. */
const movable = ({ buffer, byteLength }: Uint8Array): ArrayBuffer[] =>
  buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];

/** The thread for large attachments; started by the first, and it never keeps the process alive. */
export class CipherThread {
  readonly #engine: EngineName;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #last = 0;

  constructor(engine: EngineName) {
    this.#engine = engine;
  }

  run(bytes: Uint8Array, info?: EncryptedFileInfo): Promise<Outcome> {
    this.#last += 1;
    const job: Job = info ? { id: this.#last, bytes, info } : { id: this.#last, bytes };
    return new Promise((resolve, reject) => {
      this.#waiting.set(job.id, { resolve, reject });
      this.#start().postMessage(job, movable(bytes));
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./attachment-worker.ts', import.meta.url), {
      workerData: { engine: this.#engine },
      name: 'attachments',
    });
    worker.unref();
    worker.on('message', (outcome: Outcome) => this.#take(outcome.id)?.resolve(outcome));
    worker.on('error', () => undefined); // followed by its exit
    worker.on('exit', () => this.#ended());
    this.#worker = worker;
    return worker;
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  /** The next job starts another thread. */
  #ended(): void {
    this.#worker = null;
    for (const id of [...this.#waiting.keys()])
      this.#take(id)?.reject(new CodedError('media.unavailable', 'the attachment thread ended', { retryable: true }));
  }
}
