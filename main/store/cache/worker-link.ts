import { Worker } from 'node:worker_threads';
import { CodedError } from '../../../preload/contract/index.ts';
import type { Answer, Method, Opened, OpenedFile, Request, WorkerCache, WorkerStart } from './protocol.ts';

interface Waiting {
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

/** A running worker whose file is open. */
export interface WorkerLink {
  readonly opened: OpenedFile;
  call<M extends Method>(method: M, args: Parameters<WorkerCache[M]>, transfer?: ArrayBuffer[]): ReturnType<WorkerCache[M]>;
  close(): Promise<void>;
  /** True once the worker is gone, by `close` or by a failure. */
  ended(): boolean;
}

const gone = (cause?: unknown): CodedError =>
  new CodedError(
    'internal',
    'the worker of the event cache has ended',
    cause === undefined ? { retryable: true } : { retryable: true, cause },
  );

function opening(worker: Worker): Promise<OpenedFile> {
  return new Promise((resolve, reject) => {
    worker.once('error', (error) => reject(gone(error)));
    worker.once('exit', () => reject(gone()));
    worker.once('message', (message: Opened) => {
      if ('opened' in message) resolve(message.opened);
      else reject(CodedError.fromData(message.refused));
    });
  });
}

function link(worker: Worker, opened: OpenedFile): WorkerLink {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let ended = false;
  const end = (cause?: unknown) => {
    ended = true;
    for (const { reject } of waiting.values()) reject(gone(cause));
    waiting.clear();
  };
  const ask = (method: Request['method'], args: unknown[], transfer: ArrayBuffer[]): Promise<never> => {
    if (ended) return Promise.reject(gone());
    lastId += 1;
    const id = lastId;
    worker.postMessage({ id, method, args }, transfer);
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  };
  worker.on('error', end).on('exit', () => end());
  worker.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) asked?.reject(CodedError.fromData(answer.error));
    else asked?.resolve(answer.value as never);
  });
  const exited = new Promise<void>((resolve) => void worker.once('exit', () => resolve()));
  return {
    opened,
    call: (method, args, transfer = []) => ask(method, args, transfer) as never,
    async close() {
      if (ended) return;
      await ask('close', [], []);
      await exited;
    },
    ended: () => ended,
  };
}

/** Room for short-lived values, which a first answer would else let grow to 48 MiB that are never given back. */
const youngMib = 12;

/** Starts a worker on the file; rejects as `openDisposableFile` throws. `start.key` is copied. */
export async function startWorker(start: WorkerStart): Promise<WorkerLink> {
  const worker = new Worker(new URL('./cache-worker.ts', import.meta.url), {
    workerData: { ...start, key: start.key.slice() },
    name: 'event-cache',
    resourceLimits: { maxYoungGenerationSizeMb: youngMib },
  });
  return link(worker, await opening(worker));
}
