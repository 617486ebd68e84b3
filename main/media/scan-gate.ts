import { CodedError } from '../../preload/contract/index.ts';
import type { ContentScanner, Verdict } from '../tchap/index.ts';
import { scannedFile } from './file-source.ts';
import type { Library, Wanted } from './library.ts';

/** How long a verdict holds, in milliseconds, and for how many files: the scanner's own memory is a week. */
const keptMs = 24 * 60 * 60_000;
const keptCount = 5000;

/** What the antivirus says of files: from memory, from what was kept after it, else from the scanner. Asked twice at once, scanned once. */
export class ScanGate {
  readonly #scanner: ContentScanner;
  readonly #library: () => Promise<Library>;
  readonly #now: () => number;
  readonly #verdicts = new Map<string, { verdict: Promise<Verdict>; until: number }>();

  constructor(scanner: ContentScanner, library: () => Promise<Library>, now: () => number) {
    this.#scanner = scanner;
    this.#library = library;
    this.#now = now;
  }

  /** The worst verdict of a message's files. Rejects with `media.scan-unavailable`, `media.unavailable`, `media.tampered`, `network.*`, `server.rate-limited`. */
  async verdict(files: readonly Wanted[]): Promise<Verdict> {
    if (files.length === 0) throw new CodedError('media.unavailable', 'the message carries no file');
    const verdicts = await Promise.all(files.map((file) => this.#of(file)));
    return verdicts.find((verdict) => verdict !== 'clean') ?? 'clean';
  }

  #of(wanted: Wanted): Promise<Verdict> {
    const id = JSON.stringify([wanted.mxc, wanted.encrypted]);
    const known = this.#verdicts.get(id);
    if (known && known.until > this.#now()) return known.verdict;
    const verdict = this.#ask(wanted);
    this.#keep(id, verdict);
    verdict.catch(() => this.#verdicts.delete(id));
    return verdict;
  }

  async #ask(wanted: Wanted): Promise<Verdict> {
    if ((await this.#library()).holds(wanted)) return 'clean';
    return this.#scanner.scan(scannedFile(wanted));
  }

  #keep(id: string, verdict: Promise<Verdict>): void {
    this.#verdicts.set(id, { verdict, until: this.#now() + keptMs });
    const [oldest] = this.#verdicts.keys();
    if (oldest !== undefined && this.#verdicts.size > keptCount) this.#verdicts.delete(oldest);
  }
}
