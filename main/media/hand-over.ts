import { randomBytes } from 'node:crypto';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileMarker } from '../host/index.ts';
import { fileError } from './errors.ts';
import { safeFileName, saveFile } from './save-file.ts';

/**
 * Files in clear for other programs, which the agent asked for one by one: in a folder that nobody
 * else may read, marked as coming from the web, not to be written to. Gone with the session, and at the next start.
 */
export class HandOver {
  readonly #directory: string;
  readonly #files: FileMarker;

  constructor(directory: string, files: FileMarker) {
    this.#directory = directory;
    this.#files = files;
  }

  /** Rejects as `parts`, and with `store.disk-full`, `media.unavailable`. */
  async place(name: string, parts: AsyncIterable<Uint8Array>): Promise<string> {
    const folder = join(this.#directory, randomBytes(8).toString('hex'));
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw fileError(error);
    });
    const path = join(folder, safeFileName(name));
    await saveFile(path, parts, this.#files);
    await chmod(path, 0o400);
    return path;
  }

  /** A file that another program holds stays until the next time. */
  async sweep(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true }).catch(() => undefined);
  }
}
