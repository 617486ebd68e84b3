import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DiskCache } from './disk-cache.ts';
import { Library } from './library.ts';

const mib = 1024 * 1024;

describe('files read last', () => {
  it('a film that is larger than all that is remembered is fetched once, however many parts of it are asked for', async () => {
    const cache = await DiskCache.open(mkdtempSync(join(tmpdir(), 'library-')), new Uint8Array(32), mib, () => Date.now());
    const asked: string[] = [];
    const source = {
      scanned: false,
      download: async ({ mxc }: { mxc: string }) => (asked.push(mxc), new Uint8Array(mxc === 'mxc://a/film' ? 65 * mib : mib)),
    };
    const library = new Library(source, cache, {
      cipher: () => Promise.reject(new Error('nothing is encrypted')),
      host: { clock: { now: () => 0 } },
    });
    const get = (name: string) => library.get({ mxc: `mxc://a/${name}`, encrypted: null, largest: 100 * mib });
    for (const name of ['film', 'film', 'photo', 'photo']) await get(name);
    expect(asked).toEqual(['mxc://a/film', 'mxc://a/photo']);
  });
});
