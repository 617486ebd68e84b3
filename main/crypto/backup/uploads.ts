import { CodedError } from '../../../preload/contract/index.ts';
import { toCodedError } from '../../matrix/index.ts';
import { isObject, type JsonObject } from '../../records/index.ts';
import type { EngineContext } from '../engine/context.ts';
import { Pause, retryDelay } from './pause.ts';

export interface UploadParts {
  context: EngineContext;
  /** Whether keys are to be uploaded. */
  isActive(): Promise<boolean>;
  /** The server has another backup, or none: asks it how things stand. */
  onOutdated(): Promise<void>;
  /** `keys` more were uploaded. */
  onUploaded(keys: number): void;
  /** What keeps keys from being uploaded; null once nothing does. */
  onProblem(problem: CodedError | null): void;
}

/** Keys come in bursts, and several devices get them at the same time (as in matrix-js-sdk). */
const mostDelayMs = 10_000;
const outdated = new Set(['M_WRONG_ROOM_KEYS_VERSION', 'M_NOT_FOUND']);

/** Number of keys in the body of a `PUT /room_keys/keys`. */
function countKeys(body: JsonObject): number {
  const rooms = isObject(body['rooms']) ? Object.values(body['rooms']) : [];
  return rooms.reduce<number>(
    (sum, room) => sum + (isObject(room) && isObject(room['sessions']) ? Object.keys(room['sessions']).length : 0),
    0,
  );
}

/**
 * Uploads room keys to the backup, 100 at a time, in place of matrix-js-sdk's own loop: that one can
 * neither be hurried nor be asked why it waits. What was not acknowledged is uploaded again, also
 * after a restart: the engine keeps which keys the backup has.
 */
export class Uploads {
  readonly #parts: UploadParts;
  readonly #stopped = new AbortController();
  readonly #pause = new Pause();
  #looping = false;
  /** Keys came while the loop was ending. */
  #again = false;
  #turn: Promise<unknown> = Promise.resolve();
  /** A pass is under way. */
  busy = false;

  constructor(parts: UploadParts) {
    this.#parts = parts;
  }

  /** Keys wait, or the backup was enabled: uploads soon, and repeats until it is done. */
  begin(): void {
    this.#again = true;
    if (this.#looping || this.#stopped.signal.aborted) return;
    this.#looping = true;
    void this.#loop().finally(() => (this.#looping = false));
  }

  /** Does not wait any longer for what it waits for. */
  hurry(): void {
    this.#pause.wake();
  }

  /** Uploads all that waits, now. Rejects with the first problem, or with the reason of `signal`. */
  async finish(signal: AbortSignal): Promise<void> {
    await this.#pass(AbortSignal.any([signal, this.#stopped.signal]));
  }

  stop(): void {
    this.#stopped.abort(new CodedError('crypto.unavailable', 'the engine is stopped'));
  }

  async #loop(): Promise<void> {
    const { signal } = this.#stopped;
    await this.#pause.wait(Math.random() * mostDelayMs, signal);
    for (let failures = 0; !signal.aborted && this.#again;) {
      this.#again = false;
      try {
        await this.#pass(signal);
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        this.#again = true;
        await this.#pause.wait(retryDelay(failures, toCodedError(error).detail.retryAfterMs), signal);
      }
    }
  }

  /** One after the other. */
  #pass(signal: AbortSignal): Promise<void> {
    const pass = this.#turn.then(() => this.#uploadAll(signal));
    this.#turn = pass.catch(() => undefined);
    return pass;
  }

  async #uploadAll(signal: AbortSignal): Promise<void> {
    try {
      this.busy = true;
      while (await this.#uploadSome(signal));
      this.busy = false;
      this.#parts.onProblem(null);
    } catch (error) {
      this.busy = false;
      signal.throwIfAborted();
      const coded = toCodedError(error);
      this.#parts.onProblem(coded);
      if (outdated.has(coded.detail.errcode ?? '')) await this.#parts.onOutdated();
      throw coded;
    }
  }

  /** Whether there may be more. */
  async #uploadSome(signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    const { context, isActive, onUploaded } = this.#parts;
    if (!(await isActive())) return false;
    const { olm } = context.machine;
    const request = await context.run(() => olm.backupRoomKeys());
    if (!request) return false;
    const body = JSON.parse(request.body) as JsonObject;
    const answer = await context.http.json('PUT', '/_matrix/client/v3/room_keys/keys', {
      query: { version: request.version },
      body,
      signal,
    });
    await context.run(() => olm.markRequestAsSent(request.id, request.type, JSON.stringify(answer)));
    onUploaded(countKeys(body));
    return true;
  }
}
