import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { VersionAdvice } from '../../preload/contract/index.ts';
import type { Host } from '../host/index.ts';
import type { Logger } from '../log/index.ts';
import { Hearers, type Unsubscribe } from '../matrix/index.ts';
import { adviceOf } from '../tchap/index.ts';

const dayMs = 24 * 3_600_000;
/** How often it is looked whether a day has passed: a timer of a day would stand still while the machine sleeps. */
const lookMs = 15 * 60_000;
const patienceMs = 15_000;
const largest = 100_000;

const state = v.object({
  /** When it was asked, with or without an answer; milliseconds since the epoch. */
  askedAt: v.fallback(v.number(), 0),
  /** The last answer. */
  body: v.optional(v.unknown()),
  /** The version whose advice, to be said once, the agent has put away. */
  seen: v.fallback(v.nullable(v.string()), null),
});
type State = v.InferOutput<typeof state>;

export interface VersionWatchParts {
  host: Pick<Host, 'net' | 'clock' | 'paths' | 'environment'>;
  /** False where the administration installs updates by itself (policy `autoUpdate`). */
  enabled: boolean;
  log: Logger;
}

/**
 * Asks once a day which version agents should have. What comes is an advice and no more: whoever cannot
 * install programs goes on working, whatever is published.
 */
export class VersionWatch {
  readonly #parts: VersionWatchParts;
  readonly #hearers: Hearers<VersionAdvice | null>;
  readonly #path: string;
  #state: State = { askedAt: 0, seen: null };
  #put: string | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #looking: Promise<void> | null = null;

  constructor(parts: VersionWatchParts) {
    this.#parts = parts;
    this.#hearers = new Hearers(parts.log);
    this.#path = join(parts.host.paths.data, 'versions.json');
  }

  /** Begins with what was published last; asks where a day has passed. Does nothing where nothing is published. */
  async start(): Promise<void> {
    if (!this.#parts.enabled || this.#parts.host.environment.minimumVersions === null) return;
    this.#state = await this.#load();
    this.#tell();
    this.#timer = setInterval(() => this.look(), lookMs);
    this.#timer.unref();
    this.look();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  current(): VersionAdvice | null {
    const advice = adviceOf(this.#state.body, this.#parts.host.environment.version);
    if (advice === null || advice.version === this.#put) return null;
    return advice.once && advice.version === this.#state.seen ? null : advice;
  }

  onChange(listener: (advice: VersionAdvice | null) => void): Unsubscribe {
    return this.#hearers.add(listener);
  }

  /** The agent has read it: for good where it is to be said once, else until the next start. */
  putAway(version: string): void {
    this.#put = version;
    this.#state = { ...this.#state, seen: version };
    this.#tell();
    this.#save();
  }

  /** Asks where a day has passed since the last time, or the clock was set back. */
  look(): void {
    const url = this.#parts.host.environment.minimumVersions;
    const passed = this.#parts.host.clock.now() - this.#state.askedAt;
    if (url === null || !this.#parts.enabled || (passed >= 0 && passed < dayMs)) return;
    this.#looking ??= this.#ask(url).finally(() => (this.#looking = null));
  }

  async #ask(url: string): Promise<void> {
    this.#state = { ...this.#state, askedAt: this.#parts.host.clock.now() };
    try {
      const signal = AbortSignal.timeout(patienceMs);
      const response = await this.#parts.host.net.fetch(url, { signal, credentials: 'omit', cache: 'no-store' });
      const text = await response.text();
      if (!response.ok || text.length > largest) throw new Error(`the answer is ${response.status}, ${text.length} characters`);
      this.#state = { ...this.#state, body: JSON.parse(text) };
    } catch (error) {
      this.#parts.log.info('versions cannot be asked for', { reason: error instanceof Error ? error.message : 'unknown' });
    }
    this.#tell();
    this.#save();
  }

  async #load(): Promise<State> {
    try {
      return v.parse(state, JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      return { askedAt: 0, seen: null };
    }
  }

  /** A file that is lost or torn costs one question more. */
  #save(): void {
    writeFile(this.#path, JSON.stringify(this.#state), { mode: 0o600 }).catch(() => undefined);
  }

  #tell(): void {
    this.#hearers.tell(this.current());
  }
}
