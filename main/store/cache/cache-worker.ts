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

function serve(db: SqlDatabase, rebuilt: boolean): void {
  const core = createCacheCore(db, start.userId);
  post({ opened: { rebuilt, syncedAt: core.syncedAt() } });
  const requestEnded = checkpointInPauses(db);
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
      requestEnded();
    }
  };
  parentPort?.on('message', answer);
  sweepInTurns(() => db.open && core.sweep());
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
