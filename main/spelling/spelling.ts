import { Worker } from 'node:worker_threads';
import type { SpellingLanguage } from '../../preload/contract/index.ts';
import type { Logger } from '../log/index.ts';
import type { Answer, Question } from './spelling-worker.ts';

/** After so long without a question the dictionaries are let go, in ms. */
const idle = 10 * 60_000;

/** Spelling, in a thread of its own: it begins with the first question, and ends when nobody has written for a while. */
export class Spelling {
  readonly #log: Logger;
  readonly #waiting = new Map<number, (words: string[]) => void>();
  #worker: Worker | null = null;
  #rest: NodeJS.Timeout | null = null;
  #last = 0;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Those of the words that are in none of the languages; none where they cannot be checked. */
  misspelled(words: readonly string[], languages: readonly SpellingLanguage[]): Promise<string[]> {
    return languages.length === 0 ? Promise.resolve([]) : this.#ask({ languages, check: words });
  }

  /** Five words at most that may have been meant, the likeliest first. */
  suggestions(word: string, languages: readonly SpellingLanguage[]): Promise<string[]> {
    return languages.length === 0 ? Promise.resolve([]) : this.#ask({ languages, suggest: word });
  }

  async close(): Promise<void> {
    if (this.#rest) clearTimeout(this.#rest);
    await this.#worker?.terminate();
  }

  #ask(question: Omit<Question, 'id'>): Promise<string[]> {
    this.#last += 1;
    const id = this.#last;
    if (this.#rest) clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.#worker?.terminate(), idle).unref();
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#started().postMessage({ id, ...question } satisfies Question);
    });
  }

  #started(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./spelling-worker.ts', import.meta.url), {
      name: 'spelling',
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
    worker.unref();
    worker.on('message', ({ id, words }: Answer) => this.#answer(id, words));
    worker.on('error', (error) => this.#log.warn('spelling could not be checked', { error }));
    worker.on('exit', () => this.#ended());
    this.#worker = worker;
    return worker;
  }

  #answer(id: number, words: string[]): void {
    this.#waiting.get(id)?.(words);
    this.#waiting.delete(id);
  }

  /** The next question starts another. Nothing is wrong as far as is known. */
  #ended(): void {
    this.#worker = null;
    for (const id of [...this.#waiting.keys()]) this.#answer(id, []);
  }
}
