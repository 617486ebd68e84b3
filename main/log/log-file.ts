import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export type LogFileOptions = {
  directory: string;
  /** Size at which a file is set aside, in bytes. */
  maxBytes: number;
  /** How many files there may be in all. */
  files: number;
};

/**
 * Lines appended to `tchap.log`; when it is full it becomes `tchap.1.log`, and so on. Written at
 * once, so that a crash loses nothing. A disk that refuses never troubles the caller.
 */
export class LogFile {
  readonly #options: LogFileOptions;
  #descriptor: number | null = null;
  #bytes = 0;

  constructor(options: LogFileOptions) {
    this.#options = options;
  }

  append(line: string): void {
    try {
      const bytes = Buffer.from(`${line}\n`, 'utf8');
      if (this.#bytes + bytes.byteLength > this.#options.maxBytes) this.#rotate();
      this.#bytes += writeSync(this.#open(), bytes);
    } catch {
      this.close();
    }
  }

  close(): void {
    const descriptor = this.#descriptor;
    this.#descriptor = null;
    this.#bytes = 0;
    if (descriptor === null) return;
    try {
      closeSync(descriptor);
    } catch {
      // The disk is gone, and the file with it.
    }
  }

  #open(): number {
    if (this.#descriptor !== null) return this.#descriptor;
    mkdirSync(this.#options.directory, { recursive: true, mode: 0o700 });
    this.#descriptor = openSync(this.#path(0), 'a', 0o600);
    this.#bytes = fstatSync(this.#descriptor).size;
    return this.#descriptor;
  }

  #rotate(): void {
    this.close();
    rmSync(this.#path(this.#options.files - 1), { force: true });
    for (let n = this.#options.files - 2; n >= 0; n -= 1) this.#shift(n);
  }

  #shift(n: number): void {
    try {
      renameSync(this.#path(n), this.#path(n + 1));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }

  #path(n: number): string {
    return join(this.#options.directory, n === 0 ? 'tchap.log' : `tchap.${n}.log`);
  }
}
