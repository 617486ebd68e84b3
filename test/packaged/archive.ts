import { readFileSync } from 'node:fs';
import * as v from 'valibot';

type Entry = {
  files?: Record<string, Entry> | undefined;
  offset?: string | undefined;
  size?: number | undefined;
  unpacked?: boolean | undefined;
};
const entry: v.GenericSchema<Entry> = v.object({
  files: v.optional(
    v.record(
      v.string(),
      v.lazy(() => entry),
    ),
  ),
  offset: v.optional(v.string()),
  size: v.optional(v.number()),
  unpacked: v.optional(v.boolean()),
});

/** An `asar` archive: a JSON index behind four lengths, then the files one after another. */
export class Archive {
  readonly #bytes: Buffer;
  readonly #start: number;
  readonly #files = new Map<string, Entry>();

  constructor(path: string) {
    this.#bytes = readFileSync(path);
    this.#start = 8 + this.#bytes.readUInt32LE(4);
    const index: unknown = JSON.parse(this.#bytes.subarray(16, 16 + this.#bytes.readUInt32LE(12)).toString());
    this.#collect('', v.parse(entry, index));
  }

  /** Paths of all files, sorted. */
  get paths(): string[] {
    return [...this.#files.keys()].sort();
  }

  /** Paths of the files that lie beside the archive. */
  get unpacked(): string[] {
    return this.paths.filter((path) => this.#files.get(path)?.unpacked);
  }

  read(path: string): string {
    const { offset, size } = this.#files.get(path) ?? {};
    if (offset === undefined || size === undefined) throw new Error(`not in the archive: ${path}`);
    const from = this.#start + Number(offset);
    return this.#bytes.subarray(from, from + size).toString();
  }

  #collect(path: string, { files, ...file }: Entry): void {
    if (!files) this.#files.set(path, file);
    for (const [name, child] of Object.entries(files ?? {})) this.#collect(path === '' ? name : `${path}/${name}`, child);
  }
}
