import { CodedError } from '../../preload/contract/index.ts';
import { decryptAttachment, type EncryptedFileInfo } from '../crypto/index.ts';
import type { Content } from './content.ts';
import type { DiskCache } from './disk-cache.ts';
import type { FileSource } from './file-source.ts';
import type { ThumbnailSize } from './server-media.ts';
import { counted, type Way } from './transfers.ts';

/** A file of the server, as it is wanted. */
export interface Wanted {
  mxc: string;
  encrypted: EncryptedFileInfo | null;
  thumbnail?: ThumbnailSize;
  /** Most bytes that are downloaded. */
  largest: number;
  /** How far it is, and the way to give it up; none for what is small. */
  way?: Way;
}

/** How long the server is not asked again for what it does not have, and for how many files that is remembered. */
const absentMs = 5 * 60_000;
const absentCount = 1000;

/** Files of the server: from the encrypted cache, else downloaded, checked and kept. Asked twice at once, fetched once. */
export class Library {
  readonly #source: FileSource;
  readonly #cache: DiskCache;
  readonly #now: () => number;
  readonly #underWay = new Map<string, Promise<Content>>();
  readonly #absent = new Map<string, number>();

  constructor(source: FileSource, cache: DiskCache, now: () => number) {
    this.#source = source;
    this.#cache = cache;
    this.#now = now;
  }

  /** The file in clear. Rejects with `media.*`, `network.*`, `server.*`, `store.disk-full`, the reason of its signal. */
  async get(wanted: Wanted): Promise<Content> {
    const id = this.#id(wanted);
    const found = this.#underWay.get(id) ?? this.#begin(id, wanted);
    return found.catch((error: unknown) => {
      // Given up by who asked first, for another message with the same file.
      if (isCancelled(error) && wanted.way?.signal.aborted !== true) return this.get(wanted);
      throw error;
    });
  }

  /** Keeps a file that was just uploaded, so that it need not come back from the server; a disk that refuses is no error. With an antivirus it must come back. */
  async keep(mxc: string, encrypted: EncryptedFileInfo | null, plain: Content): Promise<void> {
    if (!this.#source.scanned) await this.#cache.put(this.#id({ mxc, encrypted, largest: 0 }), plain.read()).catch(() => undefined);
  }

  /** Removes what is kept of a file. */
  async forget(wanted: Wanted): Promise<void> {
    await this.#cache.remove(this.#id(wanted));
  }

  /** Whether it can be had without the server. */
  holds(wanted: Wanted): boolean {
    return this.#cache.has(this.#id(wanted));
  }

  /** What was kept before there was an antivirus is not what was found clean by it. */
  #id({ mxc, encrypted, thumbnail }: Wanted): string {
    return JSON.stringify([mxc, encrypted, thumbnail ?? null, ...(this.#source.scanned ? ['scanned'] : [])]);
  }

  #begin(id: string, wanted: Wanted): Promise<Content> {
    const found = this.#find(id, wanted).finally(() => this.#underWay.delete(id));
    this.#underWay.set(id, found);
    return found;
  }

  async #find(id: string, wanted: Wanted): Promise<Content> {
    const content = (await this.#cache.get(id)) ?? (await this.#fetch(id, wanted));
    if (content.size > wanted.largest) throw new CodedError('media.too-large', 'the file is larger than is shown');
    return content;
  }

  async #fetch(id: string, wanted: Wanted): Promise<Content> {
    if ((this.#absent.get(id) ?? 0) > this.#now()) throw new CodedError('media.unavailable', 'the server did not have it a moment ago');
    const { encrypted, way } = wanted;
    await this.#source
      .download(wanted, (parts, length) => {
        const told = way ? counted(parts, length, way) : parts;
        return this.#cache.put(id, encrypted ? decryptAttachment(told, encrypted) : told);
      })
      .catch((error: unknown) => this.#noteAbsent(id, error));
    const kept = await this.#cache.get(id);
    if (!kept) throw new CodedError('media.unavailable', 'what was just kept of the file is gone', { retryable: true });
    return kept;
  }

  #noteAbsent(id: string, error: unknown): never {
    if (error instanceof CodedError && error.code === 'media.unavailable') {
      this.#absent.set(id, this.#now() + absentMs);
      const [oldest] = this.#absent.keys();
      if (oldest !== undefined && this.#absent.size > absentCount) this.#absent.delete(oldest);
    }
    throw error;
  }
}

const isCancelled = (error: unknown): boolean => error instanceof CodedError && error.code === 'media.cancelled';
