import { CodedError } from '../../preload/contract/index.ts';
import type { AttachmentCipher, EncryptedFileInfo } from '../crypto/index.ts';
import type { Clock } from '../host/index.ts';
import type { DiskCache } from './disk-cache.ts';
import type { FileSource } from './file-source.ts';
import type { ThumbnailSize } from './server-media.ts';

/** A file of the server, as it is wanted. */
export interface Wanted {
  mxc: string;
  encrypted: EncryptedFileInfo | null;
  thumbnail?: ThumbnailSize;
  /** Most bytes that are downloaded. */
  largest: number;
}

/** Bytes of files read last that stay in memory, the very last whatever its size: a video is asked for in many ranges. */
const recentBytes = 64 * 1024 * 1024;
/** How long the server is not asked again for what it does not have, and for how many files that is remembered. */
const absentMs = 5 * 60_000;
const absentCount = 1000;

/** Files of the server: from memory, from the encrypted cache, else downloaded, checked and kept. Asked twice at once, fetched once. */
export class Library {
  readonly #source: FileSource;
  readonly #cache: DiskCache;
  readonly #cipher: () => Promise<AttachmentCipher>;
  readonly #underWay = new Map<string, Promise<Uint8Array>>();
  readonly #recent = new Map<string, Uint8Array>();

  readonly #absent = new Map<string, number>();
  readonly #now: () => number;

  constructor(source: FileSource, cache: DiskCache, parts: { cipher(): Promise<AttachmentCipher>; host: { clock: Clock } }) {
    this.#source = source;
    this.#cache = cache;
    this.#cipher = () => parts.cipher();
    this.#now = () => parts.host.clock.now();
  }

  /** The file in clear. Rejects with `media.*`, `network.*`, `server.*`. */
  get(wanted: Wanted): Promise<Uint8Array> {
    const id = this.#id(wanted);
    const known = this.#underWay.get(id);
    if (known) return known;
    const found = this.#find(id, wanted).finally(() => this.#underWay.delete(id));
    this.#underWay.set(id, found);
    return found;
  }

  /** Keeps a file that was just uploaded, so that it need not come back from the server. With an antivirus it must. */
  async keep(mxc: string, encrypted: EncryptedFileInfo | null, plain: Uint8Array): Promise<void> {
    if (!this.#source.scanned) await this.#cache.put(this.#id({ mxc, encrypted, largest: 0 }), plain);
  }

  /** Removes what is kept of a file. */
  async forget(wanted: Wanted): Promise<void> {
    const id = this.#id(wanted);
    this.#recent.delete(id);
    await this.#cache.remove(id);
  }

  /** Whether it can be had without the server. */
  holds(wanted: Wanted): boolean {
    const id = this.#id(wanted);
    return this.#recent.has(id) || this.#cache.has(id);
  }

  /** What was kept before there was an antivirus is not what was found clean by it. */
  #id({ mxc, encrypted, thumbnail }: Wanted): string {
    return JSON.stringify([mxc, encrypted, thumbnail ?? null, ...(this.#source.scanned ? ['scanned'] : [])]);
  }

  async #find(id: string, wanted: Wanted): Promise<Uint8Array> {
    const bytes = this.#recent.get(id) ?? (await this.#cache.get(id)) ?? (await this.#fetch(id, wanted));
    if (bytes.byteLength > wanted.largest) throw new CodedError('media.too-large', 'the file is larger than is shown');
    this.#remember(id, bytes);
    return bytes;
  }

  async #fetch(id: string, wanted: Wanted): Promise<Uint8Array> {
    if ((this.#absent.get(id) ?? 0) > this.#now()) throw new CodedError('media.unavailable', 'the server did not have it a moment ago');
    const { encrypted } = wanted;
    const downloaded = await this.#source.download(wanted).catch((error: unknown) => this.#noteAbsent(id, error));
    const plain = encrypted ? await (await this.#cipher()).decrypt(downloaded, encrypted) : downloaded;
    await this.#cache.put(id, plain);
    return plain;
  }

  #noteAbsent(id: string, error: unknown): never {
    if (error instanceof CodedError && error.code === 'media.unavailable') {
      this.#absent.set(id, this.#now() + absentMs);
      const [oldest] = this.#absent.keys();
      if (oldest !== undefined && this.#absent.size > absentCount) this.#absent.delete(oldest);
    }
    throw error;
  }

  #remember(id: string, bytes: Uint8Array): void {
    this.#recent.delete(id);
    this.#recent.set(id, bytes);
    let sum = 0;
    for (const [other, { byteLength }] of [...this.#recent].reverse()) {
      sum += byteLength;
      if (sum > recentBytes && other !== id) this.#recent.delete(other);
    }
  }
}
