import { setImmediate as nextLoop } from 'node:timers/promises';
import { CodedError, type RoomId } from '../../../preload/contract/index.ts';
import { toCodedError } from '../../matrix/index.ts';
import type { EngineContext } from '../engine/context.ts';
import { roomAnswer, roomPath } from './answer.ts';
import { importKeys, type Imported, type ReadingKey } from './import-keys.ts';
import { Pause, retryDelay } from './pause.ts';
import type { RestoreRecords } from './restore-records.ts';

export interface RestoreParts {
  context: EngineContext;
  records: RestoreRecords;
  /** Rooms of the agent, the most active first. */
  rooms(): Promise<RoomId[]>;
  /** What reads the backup now; null where this device has no key for it. */
  readingKey(): Promise<ReadingKey | null>;
  /** The server does not know the version: asks it how things stand. */
  onOutdated(): Promise<void>;
  onChange(): void;
}
export interface RestoreState {
  state: 'running' | 'paused' | 'done' | 'cancelled';
  done: number;
  total: number;
  skipped: number;
}

/** Keys that are imported at once: some 10 ms of work. */
const batchSize = 20;
/** A room whose keys the server cannot give is left out this time after so many tries. */
const mostTries = 4;

/**
 * Fetches the backup in the background, room by room, the most active first. A room that was fetched
 * is remembered, so that a restart goes on behind it; one that was begun is fetched again, and keys
 * that are here already are kept as they are.
 */
export class Restore {
  readonly #parts: RestoreParts;
  readonly #pause = new Pause();
  #run: AbortController | null = null;
  #current: Imported = { imported: 0, skipped: 0 };
  #problem: CodedError | null = null;
  #stopped = false;

  constructor(parts: RestoreParts) {
    this.#parts = parts;
  }

  /** Null where none was begun. */
  state(): RestoreState | null {
    const record = this.#parts.records.current();
    if (!record) return null;
    const { imported, skipped } = this.#parts.records.sums();
    const done = imported + this.#current.imported;
    const paused = record.progress === 'running' && (this.#problem !== null || this.#run === null);
    return {
      state: paused ? 'paused' : record.progress,
      done,
      total: record.progress === 'done' ? Math.max(done, record.total) : record.total,
      skipped: skipped + this.#current.skipped,
    };
  }

  /** What keeps it from going on. */
  get problem(): CodedError | null {
    return this.#problem;
  }

  /** The backup of `version` can be read: goes on with its restore, or begins it where there was none. */
  follow(version: string, count: number): void {
    const record = this.#parts.records.current();
    if (record?.version !== version) this.again(version, count);
    else if (record.progress === 'running') this.#start();
  }

  /** Begins anew, or goes on where it was cancelled. */
  again(version: string, count: number): void {
    const { records } = this.#parts;
    const record = records.current();
    if (record?.version === version && record.progress !== 'done') records.set('running');
    else records.begin(version, count);
    if (count === 0) records.set('done');
    else this.#start();
    this.#parts.onChange();
  }

  /** Goes on only when asked. */
  cancel(): void {
    if (this.#parts.records.current()?.progress === 'running') this.#parts.records.set('cancelled');
    this.halt();
  }

  /** The backup cannot be read any more: waits for `follow`. */
  halt(): void {
    this.#run?.abort();
    this.#run = null;
    this.#problem = null;
    this.#parts.onChange();
  }

  /** Does not wait any longer for what it waits for. */
  hurry(): void {
    this.#pause.wake();
  }

  stop(): void {
    this.#stopped = true;
    this.#run?.abort();
  }

  #start(): void {
    if (this.#run !== null || this.#stopped) return;
    const run = new AbortController();
    this.#run = run;
    void this.#work(run.signal).finally(() => {
      if (this.#run === run) this.#run = null;
      this.#current = { imported: 0, skipped: 0 };
      if (!this.#stopped) this.#parts.onChange();
    });
  }

  /** Never rejects. */
  async #work(signal: AbortSignal): Promise<void> {
    const tries = new Map<RoomId, number>();
    try {
      for (let room = await this.#next(tries); room !== null && !signal.aborted; room = await this.#next(tries)) {
        await this.#tryRoom(room, tries, signal);
      }
      if (!signal.aborted && tries.size === 0) this.#parts.records.set('done');
    } catch (error) {
      if (!signal.aborted) this.#fail(toCodedError(error));
    }
  }

  /** The most active room that was not fetched; those that fail come later. */
  async #next(tries: Map<RoomId, number>): Promise<RoomId | null> {
    const left = (await this.#parts.rooms()).filter((roomId) => !this.#parts.records.has(roomId) && (tries.get(roomId) ?? 0) < mostTries);
    return left.find((roomId) => !tries.has(roomId)) ?? left[0] ?? null;
  }

  async #tryRoom(roomId: RoomId, tries: Map<RoomId, number>, signal: AbortSignal): Promise<void> {
    this.#current = { imported: 0, skipped: 0 };
    try {
      await this.#room(roomId, signal);
      tries.delete(roomId);
      this.#problem = null;
    } catch (error) {
      if (signal.aborted) return;
      const failure = restoreFailure(error);
      await this.#hold(failure, roomId, tries, signal);
    }
  }

  async #hold(failure: CodedError, roomId: RoomId, tries: Map<RoomId, number>, signal: AbortSignal): Promise<void> {
    if (failure.detail.status === 404) return this.#parts.onOutdated();
    const ofServer = failure.code === 'server.error';
    const failures = (tries.get(roomId) ?? 0) + 1;
    // Without network, or with a full disk, all rooms fail: they are tried for as long as it takes.
    if (ofServer) tries.set(roomId, failures);
    this.#fail(failure);
    await this.#pause.wait(retryDelay(ofServer ? failures : 4, failure.detail.retryAfterMs), signal);
  }

  #fail(problem: CodedError): void {
    this.#problem = problem;
    this.#parts.context.log.info('the restore of the key backup waits', { code: problem.code });
    this.#parts.onChange();
  }

  async #room(roomId: RoomId, signal: AbortSignal): Promise<void> {
    const key = await this.#parts.readingKey();
    const { records, context } = this.#parts;
    if (key === null || key.version !== records.current()?.version) throw new CodedError('backup.unreadable', 'another backup now');
    for await (const entries of roomAnswer(context.http, roomPath(roomId), key.version, batchSize, signal)) {
      signal.throwIfAborted();
      const { imported, skipped } = await importKeys(context, key, roomId, entries);
      this.#current = { imported: this.#current.imported + imported, skipped: this.#current.skipped + skipped };
      this.#parts.onChange();
      await nextLoop();
    }
    records.add(roomId, this.#current);
    this.#current = { imported: 0, skipped: 0 };
  }
}

/** A failure of the engine to keep keys is one of the disk; an answer that cannot be read is one of the server. */
function restoreFailure(error: unknown): CodedError {
  const coded = toCodedError(error);
  if (coded.code === 'key-file.damaged' || error instanceof SyntaxError) {
    return new CodedError('server.error', 'the answer of the backup cannot be read', { retryable: true, cause: error });
  }
  if (coded.code !== 'internal') return coded;
  return new CodedError('store.disk-full', 'the keys could not be kept', { retryable: true, cause: error });
}
