import { CodedError } from '../../preload/contract/index.ts';
import { wordsOf, type ProblemWords } from '../text/index.ts';

export type Toast = { id: number; text: string; problem: ProblemWords | null };

/** Short messages that do not ask for anything. Good news goes by itself; a problem stays until it is closed. */
export class Toasts {
  items = $state.raw<readonly Toast[]>([]);
  #next = 1;
  readonly #stayMs: number;

  constructor(stayMs = 6000) {
    this.#stayMs = stayMs;
  }

  say(text: string): void {
    const id = this.#add(text, null);
    setTimeout(() => this.close(id), this.#stayMs);
  }

  /** Nothing where the agent has given it up. */
  problem(error: unknown): void {
    if (error instanceof CodedError && error.code === 'media.cancelled') return;
    const words = wordsOf(error);
    if (this.items.some((toast) => toast.problem?.support === words.support)) return;
    this.#add(words.what, words);
  }

  close(id: number): void {
    this.items = this.items.filter((toast) => toast.id !== id);
  }

  #add(text: string, problem: ProblemWords | null): number {
    const id = this.#next++;
    this.items = [...this.items, { id, text, problem }].slice(-4);
    return id;
  }
}
