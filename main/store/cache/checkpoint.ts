import type { SqlDatabase } from '../precious/types.ts';

/** From here on, in pages of the WAL, a checkpoint waits for no pause: 64 MiB. */
const mostPages = 16_384;
/** Pages that are worth a checkpoint, which syncs the file twice: what SQLite itself takes. */
const worthPages = 1000;
/** A pause of the worker, in milliseconds. */
const pauseMs = 500;

interface Progress {
  log: number;
  checkpointed: number;
}

/** Copies a long WAL into the file. */
function checkpoint(db: SqlDatabase): void {
  const [progress] = db.pragma('wal_checkpoint(NOOP)') as Progress[];
  if (progress && progress.log - progress.checkpointed >= worthPages) db.pragma('wal_checkpoint(PASSIVE)');
}

/**
 * Moves checkpoints out of the commits into the pauses between requests: that of a first sync takes
 * as long as a fifth of its commit, and whoever waits for the rooms would wait for it. Answers what
 * is to be called after each request.
 */
export function checkpointInPauses(db: SqlDatabase): () => void {
  db.pragma(`wal_autocheckpoint = ${mostPages}`);
  let timer: ReturnType<typeof setTimeout> | null = null;
  const pause = (): void => {
    timer = null;
    if (db.open) checkpoint(db);
  };
  return () => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(pause, pauseMs).unref();
  };
}
