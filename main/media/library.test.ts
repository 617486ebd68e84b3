import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DiskCache } from './disk-cache.ts';
import type { FileSource } from './file-source.ts';
import { Library } from './library.ts';
import { Transfers } from './transfers.ts';

const mib = 1024 * 1024;

describe('files of the server', () => {
  it('a film that is larger than the whole cache is fetched once, however many parts of it are asked for', async () => {
    const cache = await DiskCache.open(mkdtempSync(join(tmpdir(), 'library-')), new Uint8Array(32), mib, () => Date.now());
    const asked: string[] = [];
    const parts = async function* (count: number) {
      for (let part = 0; part < count; part++) yield new Uint8Array(mib);
    };
    const source: FileSource = {
      scanned: false,
      download: async ({ mxc }, take) => (asked.push(mxc), take(parts(mxc === 'mxc://a/film' ? 5 : 1), null)),
    };
    const library = new Library(source, cache, () => 0);
    const get = (name: string) => library.get({ mxc: `mxc://a/${name}`, encrypted: null, largest: 100 * mib });
    await Promise.all([get('film'), get('film')]);
    for (const name of ['film', 'photo', 'photo']) await get(name);
    expect((await get('film')).size).toBe(5 * mib);
    expect(asked).toEqual(['mxc://a/film', 'mxc://a/photo', 'mxc://a/film']);
  });

  it('a file that one message gave up still comes for the other that holds it too', async () => {
    const cache = await DiskCache.open(mkdtempSync(join(tmpdir(), 'library-')), new Uint8Array(32), mib, () => Date.now());
    let asked = 0;
    const source: FileSource = {
      scanned: false,
      download: ({ way }, take) => {
        asked += 1;
        if (asked > 1) return take(once(new Uint8Array(9)), 9);
        return new Promise((_, fail) => way?.signal.addEventListener('abort', () => fail(way.signal.reason as Error)));
      },
    };
    const library = new Library(source, cache, () => 0);
    const transfers = new Transfers<string>(() => 0);
    const get = (message: string) =>
      transfers.run(
        message,
        () => null,
        (way) => library.get({ mxc: 'mxc://a/film', encrypted: null, largest: mib, way }),
      );
    const [first, second] = [get('un'), get('deux')];
    await expect.poll(() => asked).toBe(1);
    transfers.cancel('un');
    await expect(first).rejects.toMatchObject({ code: 'media.cancelled' });
    expect((await second).size).toBe(9);
    expect(asked).toBe(2);
  });
});

async function* once(part: Uint8Array) {
  yield await Promise.resolve(part);
}
