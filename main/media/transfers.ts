import { CodedError } from '../../preload/contract/index.ts';

/** How far a file is on its way, in bytes; `total` is null while nobody knows. */
export interface Progress {
  done: number;
  total: number | null;
}

/** What work on a file is given: when to stop, and whom to tell how far it is. */
export interface Way {
  readonly signal: AbortSignal;
  /** `writing`: it is here, and written to where it is wanted. */
  tell(progress: Progress, writing?: boolean): void;
}

/** One that is under way, and what is known of it. */
export interface Transfer<About> extends Progress {
  about: About;
  writing: boolean;
  /** When it began, in milliseconds of `now`. */
  since: number;
}
interface Running<About> extends Transfer<About> {
  controller: AbortController;
  /** Work that shares it. */
  users: number;
}

/** The page hears of it this often at most, in milliseconds. */
const stepMs = 200;

/** Files that are on their way now: how far, and the way to stop them. What is asked twice for one file is one transfer. */
export class Transfers<Id, About = null> {
  readonly #running = new Map<Id, Running<About>>();
  readonly #listeners = new Set<() => void>();
  readonly #now: () => number;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  of(id: Id): Transfer<About> | null {
    return this.#running.get(id) ?? null;
  }

  all(): Transfer<About>[] {
    return [...this.#running.values()];
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Does work on a file; `about` is made anew from what was known where the file is on its way already. */
  async run<T>(id: Id, about: (known: About | null) => About, work: (way: Way) => Promise<T>): Promise<T> {
    const running = this.#begin(id, about);
    const tell = (progress: Progress, writing = false): void => {
      Object.assign(running, { ...progress, writing });
      this.#tell();
    };
    try {
      return await work({ signal: running.controller.signal, tell });
    } finally {
      if (--running.users === 0 && this.#running.get(id) === running) this.#running.delete(id);
      this.#tell();
    }
  }

  /** Stops it, where it is under way: its work rejects with `media.cancelled`. */
  cancel(id: Id): void {
    const running = this.#running.get(id);
    this.#running.delete(id);
    running?.controller.abort(new CodedError('media.cancelled', 'the agent gave the file up'));
    this.#tell();
  }

  /** Stops all of them: the application, or the session, ends. */
  stop(): void {
    const gone = new CodedError('network.unreachable', 'the application ends', { retryable: true });
    for (const { controller } of this.#running.values()) controller.abort(gone);
  }

  #begin(id: Id, about: (known: About | null) => About): Running<About> {
    const known = this.#running.get(id);
    const running = known ?? {
      done: 0,
      total: null,
      writing: false,
      since: this.#now(),
      controller: new AbortController(),
      users: 0,
      about: about(null),
    };
    if (known) known.about = about(known.about);
    running.users += 1;
    this.#running.set(id, running);
    this.#tell();
    return running;
  }

  #tell(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      for (const listener of this.#listeners) listener();
    }, stepMs);
  }
}

/** Parts as they go by, counted; ends with the reason of the signal once it is given up. `writing` as in `Way`. */
export async function* counted(
  parts: AsyncIterable<Uint8Array>,
  total: number | null,
  { signal, tell }: Way,
  writing = false,
): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const part of parts) {
    signal.throwIfAborted();
    yield part;
    done += part.byteLength;
    tell({ done, total }, writing);
  }
}
