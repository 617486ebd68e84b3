import { createHmac } from 'node:crypto';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Content } from './content.ts';
import { derive, sealed, SealedFile } from './sealed-file.ts';
import { fill, WholeFile } from './whole-file.ts';

interface Entry {
  size: number;
  usedAt: number;
}

const isName = (name: string): boolean => /^[0-9a-f]{64}$/u.test(name);

/**
 * Files already fetched, encrypted at rest under names that tell nothing. Bounded: the longest unused go
 * first, those larger than a quarter of it before all others; what was kept or read last stays whatever its
 * size. The directory itself is the index; a file that does not open is as good as absent.
 */
export class DiskCache {
  readonly #directory: string;
  readonly #sealKey: Uint8Array;
  readonly #nameKey: Uint8Array;
  readonly #largest: number;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;
  #usedLast: string | null = null;
  #writes = 0;

  private constructor(directory: string, key: Uint8Array, largest: number, now: () => number) {
    this.#directory = directory;
    this.#sealKey = derive(key, 'media cache content');
    this.#nameKey = derive(key, 'media cache name');
    this.#largest = largest;
    this.#now = now;
  }

  /** `largest`: bytes that all files together may have, but for the one used last. */
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

  async get(id: string): Promise<Content | null> {
    const name = this.#name(id);
    const entry = this.#entries.get(name);
    if (!entry) return null;
    const path = join(this.#directory, name);
    const file = await SealedFile.open(this.#sealKey, name, path);
    if (!file) return this.#forget(name).then(() => null);
    entry.usedAt = this.#now();
    this.#usedLast = name;
    await utimes(path, entry.usedAt / 1000, entry.usedAt / 1000).catch(() => undefined);
    return file;
  }

  /** Keeps a file as it comes, and nothing of it unless all has come. Rejects as `plain` does, and with `store.disk-full`, `media.unavailable`. */
  async put(id: string, plain: AsyncIterable<Uint8Array>): Promise<void> {
    const name = this.#name(id);
    const path = join(this.#directory, name);
    this.#writes += 1;
    const file = await WholeFile.create(`${path}.new${this.#writes}`, path, 0o600);
    await fill(file, sealed(this.#sealKey, name, plain));
    this.#add(name, { size: (await stat(path)).size, usedAt: this.#now() });
    this.#usedLast = name;
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
    const spared = this.#usedLast;
    const counted = (): number => this.#bytes - (spared === null ? 0 : (this.#entries.get(spared)?.size ?? 0));
    if (counted() <= this.#largest) return;
    const isLarge = ({ size }: Entry): number => Number(size > this.#largest / 4);
    const order = [...this.#entries].sort(([, a], [, b]) => isLarge(b) - isLarge(a) || a.usedAt - b.usedAt);
    for (const [name] of order) {
      if (counted() <= this.#largest * 0.9) return;
      if (name !== spared) await this.#forget(name);
    }
  }
}
