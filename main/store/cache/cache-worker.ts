import { parentPort, workerData } from 'node:worker_threads';
import type { ErrorData } from '../../../preload/contract/index.ts';
import { CodedError } from '../../../preload/contract/index.ts';
import { isDamage, toStoreError } from '../open/errors.ts';
import type { SqlDatabase } from '../precious/types.ts';
import { checkpointInPauses } from './checkpoint.ts';
import { createCacheCore } from './core.ts';
import { markForRebuild, openDisposableFile } from './open-file.ts';
import type { Answer, Opened, Request, WorkerStart } from './protocol.ts';

const start = workerData as WorkerStart;

/** Errors that have no code say where they come from, never what they were about. */
function toData(error: unknown): ErrorData {
  const coded = toStoreError(error);
  if (coded instanceof CodedError) return coded.toData();
  const frames =
    error instanceof Error
      ? `${error.name} ${
          error.stack
            ?.split('\n')
            .find((line) => line.startsWith('    at '))
            ?.trim() ?? ''
        }`
      : 'unknown';
  return { code: 'internal', message: `event cache: ${frames}`, retryable: false, detail: {} };
}

const post = (message: Opened | Answer): void => parentPort?.postMessage(message);

/** Removes what retention ended, one batch between two requests. */
function sweepInTurns(sweep: () => boolean): void {
  setImmediate(() => {
    if (sweep()) sweepInTurns(sweep);
  });
}

/** Work that nobody waits for: its failure ends the work, not the worker. */
function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (error) {
    if (isDamage(toStoreError(error))) markForRebuild(start.path);
    return otherwise;
  }
}

/** How long the worker rests before it indexes, in milliseconds. */
const restMs = 100;

/** Indexes what came, in the pauses between requests: a search is asked for seldom, a sync often. */
function indexInPauses(index: () => boolean): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const rest = (ms: number): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      if (index()) rest(1);
    }, ms).unref();
  };
  rest(restMs);
  return () => rest(restMs);
}

function serve(db: SqlDatabase, rebuilt: boolean): void {
  const core = createCacheCore(db, start.userId);
  post({ opened: { rebuilt, syncedAt: core.syncedAt() } });
  const pauses = [checkpointInPauses(db), indexInPauses(() => db.open && attempt(() => core.index(), false))];
  const answer = ({ id, method, args }: Request): void => {
    try {
      if (method === 'close') {
        db.close();
        post({ id, value: null });
        parentPort?.close();
        return;
      }
      const work = core[method] as (...given: unknown[]) => unknown;
      post({ id, value: work(...args) });
    } catch (error) {
      if (isDamage(toStoreError(error))) markForRebuild(start.path);
      post({ id, error: toData(error) });
    } finally {
      for (const ended of pauses) ended();
    }
  };
  parentPort?.on('message', answer);
  sweepInTurns(() => db.open && attempt(() => core.sweep(), false));
}

function run(): void {
  try {
    const { db, rebuilt } = openDisposableFile(start.path, start.key);
    serve(db, rebuilt);
  } catch (error) {
    post({ refused: toData(error) });
  } finally {
    start.key.fill(0);
  }
}

run();
