import { CodedError, type ErrorCode } from '../../../preload/contract/index.ts';
import type { SyncChanges } from '../../records/index.ts';
import { backOffMs } from './back-off.ts';
import { Pause } from './pause.ts';
import type { SyncSource } from './source.ts';

export type SyncState = 'connecting' | 'catching-up' | 'online' | 'offline';

export interface SyncLoopParts {
  source: SyncSource;
  /** Position of the last answer that was kept. */
  position(): Promise<string | null>;
  /** Keeps an answer: resolves after the commit. */
  keep(body: Uint8Array): Promise<SyncChanges>;
  onChanges(changes: SyncChanges): void;
  /** `problem` says why `offline`. */
  onState(state: SyncState, problem: ErrorCode | null): void;
}

/** These end the loop: only the agent can help. */
const final: readonly ErrorCode[] = ['auth.soft-logout', 'auth.signed-out', 'auth.deactivated', 'auth.expired-account', 'auth.locked'];

/**
 * Asks for sync answers one after the other and keeps each before the next. No failure ends it but
 * the end of the session: a bad body, a refusal, a lost connection are waited out (`backOffMs`).
 */
export class SyncLoop {
  readonly #parts: SyncLoopParts;
  readonly #stopped = new AbortController();
  readonly #pause = new Pause();
  #request = new AbortController();
  #running: Promise<void> | null = null;
  #fresh = false;
  #failures = 0;

  constructor(parts: SyncLoopParts) {
    this.#parts = parts;
  }

  /** Starts the loop; a second start changes nothing, so that there are never two. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Asks again at once: the machine woke up, the network changed, the agent pressed « Réessayer ». */
  retryNow(): void {
    this.#failures = 0;
    this.#fresh = false;
    this.#request.abort(new CodedError('network.unreachable', 'asked again', { retryable: true }));
    this.#pause.end();
  }

  /** Ends the loop after the answer that is being kept. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#pause.end();
    await this.#running;
  }

  async #run(): Promise<void> {
    this.#parts.onState('connecting', null);
    while (!this.#stopped.signal.aborted) {
      try {
        await this.#round();
      } catch (error) {
        if (this.#stopped.signal.aborted || !(await this.#wait(error))) return;
      }
    }
  }

  async #round(): Promise<void> {
    this.#request = new AbortController();
    const signal = AbortSignal.any([this.#stopped.signal, this.#request.signal]);
    const since = await this.#parts.position();
    const body = await this.#parts.source.next({ since, immediate: !this.#fresh, signal });
    if (!this.#fresh) this.#parts.onState('catching-up', null);
    const changes = await this.#parts.keep(body);
    this.#failures = 0;
    this.#parts.onChanges(changes);
    if (!this.#fresh) this.#parts.onState('online', null);
    this.#fresh = true;
  }

  /** False when the session has ended. */
  async #wait(error: unknown): Promise<boolean> {
    const code = error instanceof CodedError ? error.code : 'internal';
    const asked = this.#request.signal.aborted;
    this.#fresh = false;
    if (!asked) this.#parts.onState('offline', code);
    if (final.includes(code)) return false;
    if (asked) return true;
    this.#failures += 1;
    await this.#pause.wait(backOffMs(error, this.#failures, Math.random()));
    return true;
  }
}
