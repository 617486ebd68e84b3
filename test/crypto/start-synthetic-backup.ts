import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { BackupRequest, ServedBackup } from './synthetic-backup.ts';

/** Starts a server with a backup that nobody uploaded, in a thread of its own. */
export async function startSyntheticBackup(request: BackupRequest): Promise<{ backup: ServedBackup; stop(): Promise<number> }> {
  const worker = new Worker(new URL('./synthetic-backup.ts', import.meta.url), { workerData: request });
  const [backup] = (await once(worker, 'message')) as [ServedBackup];
  return { backup, stop: () => worker.terminate() };
}
