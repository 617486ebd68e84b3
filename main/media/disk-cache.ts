import { createHmac } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { derive, open, seal } from './seal.ts';

interface Entry {
  size: number;
  usedAt: number;
}

const isName = (name: string): boolean => /^[0-9a-f]{64}$/u.test(name);

/**
 * Files already fetched, encrypted at rest under names that tell nothing. Bounded: the longest
 * unused go first. The directory itself is the index; a file that does not open is as good as absent.
 */
export class DiskCache {
  readonly #directory: string;
  readonly #sealKey: Uint8Array;
  readonly #nameKey: Uint8Array;
  readonly #largest: number;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  private constructor(directory: string, key: Uint8Array, largest: number, now: () => number) {
    this.#directory = directory;
    this.#sealKey = derive(key, 'media cache content');
    this.#nameKey = derive(key, 'media cache name');
    this.#largest = largest;
    this.#now = now;
  }

  /** `largest`: bytes that all files together may have. */
  static async open(directory: string, key: Uint8Array, largest: number, now: () => number): Promise<DiskCache> {
    const cache = new DiskCache(directory, key, largest, now);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    for (const name of await readdir(directory)) await cache.#find(name);
    await cache.#evict();
    return cache;
  }

  get bytes(): number {
    return this.#bytes;
  }

  has(id: string): boolean {
    return this.#entries.has(this.#name(id));
  }

  async get(id: string): Promise<Uint8Array | null> {
    const name = this.#name(id);
    const entry = this.#entries.get(name);
    if (!entry) return null;
    const path = join(this.#directory, name);
    const sealed = await readFile(path).catch(() => null);
    const plain = sealed && (await open(this.#sealKey, name, sealed));
    if (!plain) return this.#forget(name).then(() => null);
    entry.usedAt = this.#now();
    await utimes(path, entry.usedAt / 1000, entry.usedAt / 1000).catch(() => undefined);
    return plain;
  }

  /** Keeps a file; one that is larger than a quarter of the cache is not kept. A disk that refuses is no error. */
  async put(id: string, plain: Uint8Array): Promise<void> {
    if (plain.byteLength > this.#largest / 4) return;
    const name = this.#name(id);
    const path = join(this.#directory, name);
    const sealed = await seal(this.#sealKey, name, plain);
    try {
      await writeFile(`${path}.new`, sealed, { mode: 0o600 });
      await rename(`${path}.new`, path);
    } catch {
      return rm(`${path}.new`, { force: true }).catch(() => undefined);
    }
    this.#add(name, { size: sealed.byteLength, usedAt: this.#now() });
    await this.#evict();
  }

  async remove(id: string): Promise<void> {
    await this.#forget(this.#name(id));
  }

  #name(id: string): string {
    return createHmac('sha256', this.#nameKey).update(id).digest('hex');
  }

  #add(name: string, entry: Entry): void {
    this.#bytes += entry.size - (this.#entries.get(name)?.size ?? 0);
    this.#entries.set(name, entry);
  }

  /** Takes a file of the directory in; what a crash left half written is removed. */
  async #find(name: string): Promise<void> {
    const path = join(this.#directory, name);
    if (!isName(name)) return rm(path, { force: true, recursive: true });
    const { size, mtimeMs } = await stat(path);
    this.#add(name, { size, usedAt: mtimeMs });
  }

  async #forget(name: string): Promise<void> {
    this.#bytes -= this.#entries.get(name)?.size ?? 0;
    this.#entries.delete(name);
    await rm(join(this.#directory, name), { force: true }).catch(() => undefined);
  }

  async #evict(): Promise<void> {
    if (this.#bytes <= this.#largest) return;
    const oldest = [...this.#entries].sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [name] of oldest) {
      if (this.#bytes <= this.#largest * 0.9) return;
      await this.#forget(name);
    }
  }
}
