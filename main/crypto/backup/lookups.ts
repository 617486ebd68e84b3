import { CodedError } from '../../../preload/contract/index.ts';
import { toCodedError, type RoomKeyName } from '../../matrix/index.ts';
import { isObject } from '../../records/index.ts';
import type { EngineContext } from '../engine/context.ts';
import { sessionPath } from './answer.ts';
import { importKeys, type ReadingKey } from './import-keys.ts';
import { Pause, retryDelay } from './pause.ts';

export interface LookupParts {
  context: EngineContext;
  /** What reads the backup now; null where this device has no key for it. */
  readingKey(): Promise<ReadingKey | null>;
  onChange(): void;
  /** Milliseconds, for what was not found. */
  now(): number;
}

/** More are forgotten, the oldest first: who reads on asks again. */
const mostWaiting = 500;
const mostRemembered = 5000;
/** A key that the backup did not have is asked for again after so long, in milliseconds. */
const absentMs = 15 * 60_000;

const nameOf = ({ roomId, sessionId }: RoomKeyName): string => `${roomId} ${sessionId}`;

/** Looks single keys up in the backup, one after the other, the last that was wanted first: it is the one on screen. */
export class Lookups {
  readonly #parts: LookupParts;
  readonly #waiting = new Map<string, RoomKeyName>();
  /** When a key was not found, or found and of no help. */
  readonly #absent = new Map<string, number>();
  readonly #stopped = new AbortController();
  readonly #pause = new Pause();
  #looping = false;

  constructor(parts: LookupParts) {
    this.#parts = parts;
  }

  /** How many are looked up, or wait for it. */
  get size(): number {
    return this.#looping ? this.#waiting.size : 0;
  }

  want(keys: RoomKeyName[]): void {
    for (const key of keys) this.#add(key);
    this.resume();
  }

  /** The backup can be read, or may be reached again. */
  resume(): void {
    this.#pause.wake();
    if (this.#looping || this.#waiting.size === 0 || this.#stopped.signal.aborted) return;
    this.#looping = true;
    void this.#loop().finally(() => {
      this.#looping = false;
      if (!this.#stopped.signal.aborted) this.#parts.onChange();
    });
  }

  /** Another backup may have what the last one had not. */
  forget(): void {
    this.#absent.clear();
  }

  /** Looks up now, whatever was found before; how many came. Rejects with the first problem that is not a key's own. */
  async fetch(keys: RoomKeyName[], signal: AbortSignal): Promise<number> {
    let found = 0;
    for (const key of keys) {
      const reading = await this.#parts.readingKey();
      if (reading === null) throw new CodedError('backup.unreadable', 'this device has no key for the backup');
      if (await this.#ask(key, reading, AbortSignal.any([signal, this.#stopped.signal]))) found += 1;
    }
    return found;
  }

  stop(): void {
    this.#stopped.abort(new CodedError('crypto.unavailable', 'the engine is stopped'));
  }

  #add(key: RoomKeyName): void {
    if (key.sessionId === '') return;
    const name = nameOf(key);
    const since = this.#absent.get(name);
    if (since !== undefined && this.#parts.now() - since < absentMs) return;
    this.#waiting.delete(name);
    this.#waiting.set(name, key);
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size > mostWaiting && oldest !== undefined) this.#waiting.delete(oldest);
  }

  /** Never rejects. Ends where nothing waits, or the backup cannot be read. */
  async #loop(): Promise<void> {
    const { signal } = this.#stopped;
    this.#parts.onChange();
    for (let failures = 0; !signal.aborted;) {
      const key = [...this.#waiting.values()].at(-1);
      const reading = key ? await this.#parts.readingKey().catch(() => null) : null;
      if (!key || !reading) return;
      try {
        await this.#ask(key, reading, signal);
        this.#waiting.delete(nameOf(key));
        failures = 0;
      } catch (error) {
        failures += 1;
        await this.#pause.wait(retryDelay(failures + 2, toCodedError(error).detail.retryAfterMs), signal);
      }
    }
  }

  /** Whether the key came. Rejects where the server, the network or the store failed. */
  async #ask(key: RoomKeyName, reading: ReadingKey, signal: AbortSignal): Promise<boolean> {
    const { context } = this.#parts;
    const entry = await this.#download(key, reading.version, signal);
    const imported = isObject(entry) ? (await importKeys(context, reading, key.roomId, [[key.sessionId, entry]])).imported : 0;
    this.#remember(key);
    return imported > 0;
  }

  /** Null where the backup does not have it, or its entry cannot be read. */
  async #download({ roomId, sessionId }: RoomKeyName, version: string, signal: AbortSignal): Promise<unknown> {
    try {
      return await this.#parts.context.http.json('GET', sessionPath(roomId, sessionId), { query: { version }, signal, largest: 64 * 1024 });
    } catch (error) {
      const { code, detail } = toCodedError(error);
      if (code === 'media.too-large' || (detail.status !== undefined && detail.status < 500 && detail.status !== 429)) return null;
      throw error;
    }
  }

  #remember(key: RoomKeyName): void {
    const name = nameOf(key);
    this.#absent.delete(name);
    this.#absent.set(name, this.#parts.now());
    const [oldest] = this.#absent.keys();
    if (this.#absent.size > mostRemembered && oldest !== undefined) this.#absent.delete(oldest);
  }
}
