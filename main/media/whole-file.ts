import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { fileError } from './errors.ts';

/**
 * A file that has its name only once it is whole: written beside its place, flushed, then renamed. What
 * fails leaves nothing. Its methods reject with `store.disk-full`, `media.unavailable`.
 */
export class WholeFile {
  readonly #temporary: string;
  readonly #path: string;
  readonly #handle: FileHandle;

  private constructor(temporary: string, path: string, handle: FileHandle) {
    this.#temporary = temporary;
    this.#path = path;
    this.#handle = handle;
  }

  /** `temporary`: in the same folder as `path`, by a name that no other file has. */
  static async create(temporary: string, path: string, mode?: number): Promise<WholeFile> {
    const handle = await open(temporary, 'wx', mode).catch((error: unknown) => {
      throw fileError(error);
    });
    return new WholeFile(temporary, path, handle);
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#orNothing(() => this.#handle.writeFile(bytes));
  }

  /** `mark` is given the file before it has its name. */
  finish(mark: (temporary: string) => Promise<void> = () => Promise.resolve()): Promise<void> {
    return this.#orNothing(async () => {
      await this.#handle.sync();
      await this.#handle.close();
      await mark(this.#temporary);
      await rename(this.#temporary, this.#path);
    });
  }

  /** Also after it failed. */
  async abandon(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#temporary, { force: true }).catch(() => undefined);
  }

  async #orNothing(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.abandon();
      throw fileError(error);
    }
  }
}

/** Fills a file with parts that come; where they fail, nothing stays. Rejects as they do, and as `WholeFile`. */
export async function fill(file: WholeFile, parts: AsyncIterable<Uint8Array>, mark?: (temporary: string) => Promise<void>): Promise<void> {
  try {
    for await (const part of parts) await file.write(part);
  } catch (error) {
    await file.abandon();
    throw error;
  }
  await file.finish(mark);
}
