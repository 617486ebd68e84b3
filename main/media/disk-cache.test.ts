import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../preload/contract/index.ts';
import { gathered, type Content } from './content.ts';
import { DiskCache } from './disk-cache.ts';

const key = new Uint8Array(32).fill(9);
const folder = () => mkdtempSync(join(tmpdir(), 'media-'));
let time = 1_700_000_000_000;
const now = () => (time += 1000);
async function* file(text: string, size = 1000): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(Buffer.from(text.padEnd(size, '.')));
}
const textOf = async (found: Content | null) => found && (await gathered(found.read())).toString().replace(/\.+$/u, '');

describe('the media cache', () => {
  it('gives files back, also after a restart, and shows nothing of them on disk', async () => {
    const directory = folder();
    const cache = await DiskCache.open(directory, key, 1e6, now);
    await cache.put('mxc://host/secret-id', file('secret picture', 3_000_00));
    expect(await cache.get('mxc://host/other')).toBeNull();
    const again = await DiskCache.open(directory, key, 1e7, now);
    await again.put('mxc://host/large', file('large', 2_200_000));
    expect(await textOf(await again.get('mxc://host/large'))).toBe('large');
    const reopened = await DiskCache.open(directory, key, 1e7, now);
    expect(await textOf(await reopened.get('mxc://host/large'))).toBe('large');
    const onDisk = readdirSync(directory).map((name) => name + readFileSync(join(directory, name), 'latin1'));
    expect(onDisk.join('')).not.toMatch(/secret|large\.\.|mxc:\/\//u);
  });

  it('stays within its bound: what was longest unused goes first', async () => {
    const cache = await DiskCache.open(folder(), key, 10_000, now);
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) await cache.put(id, file(id, 1100));
    expect(await textOf(await cache.get('a'))).toBe('a');
    for (const id of ['i', 'j']) await cache.put(id, file(id, 1100));
    expect(cache.bytes).toBeLessThanOrEqual(10_000);
    expect(await textOf(await cache.get('a'))).toBe('a');
    expect(await cache.get('b')).toBeNull();
    expect(await textOf(await cache.get('j'))).toBe('j');
  });

  it('keeps a file that is larger than its bound while it is the one used last; then it goes before all others', async () => {
    const directory = folder();
    const cache = await DiskCache.open(directory, key, 10_000, now);
    for (const id of ['a', 'b', 'c']) await cache.put(id, file(id, 1100));
    await cache.put('film', file('film', 50_000));
    expect(await textOf(await cache.get('film'))).toBe('film');
    expect(await textOf(await cache.get('a'))).toBe('a');
    await cache.put('d', file('d', 1100));
    expect(await cache.get('film')).toBeNull();
    expect(await Promise.all(['a', 'b', 'c', 'd'].map(async (id) => textOf(await cache.get(id))))).toEqual(['a', 'b', 'c', 'd']);
    await cache.put('film', file('film', 50_000));
    expect((await DiskCache.open(directory, key, 10_000, now)).has('film')).toBe(false);
  });

  it('keeps nothing of a file that does not come whole', async () => {
    const directory = folder();
    const cache = await DiskCache.open(directory, key, 1e6, now);
    const cut = async function* () {
      yield new Uint8Array(600_000);
      throw new CodedError('media.tampered', 'x');
    };
    await expect(cache.put('a', cut())).rejects.toMatchObject({ code: 'media.tampered' });
    expect([await cache.get('a'), readdirSync(directory)]).toEqual([null, []]);
  });

  it('takes a damaged, exchanged or foreign file as absent', async () => {
    const directory = folder();
    const cache = await DiskCache.open(directory, key, 1e6, now);
    await cache.put('a', file('a'));
    await cache.put('b', file('b'));
    const [first = '', second = ''] = readdirSync(directory).map((name) => join(directory, name));
    const [one, two] = [readFileSync(first), readFileSync(second)];
    writeFileSync(first, two);
    writeFileSync(second, one.subarray(0, 20));
    expect([await cache.get('a'), await cache.get('b')]).toEqual([null, null]);
    expect(readdirSync(directory)).toEqual([]);
    await cache.put('a', file('a'));
    const stranger = await DiskCache.open(directory, new Uint8Array(32), 1e6, now);
    expect(await stranger.get('a')).toBeNull();
    writeFileSync(join(directory, 'half.new'), 'x');
    await DiskCache.open(directory, key, 1e6, now);
    expect(readdirSync(directory)).not.toContain('half.new');
  });
});
