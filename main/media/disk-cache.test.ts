import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DiskCache } from './disk-cache.ts';

const key = new Uint8Array(32).fill(9);
const folder = () => mkdtempSync(join(tmpdir(), 'media-'));
let time = 1_700_000_000_000;
const now = () => (time += 1000);
const file = (text: string, size = 1000) => new Uint8Array(Buffer.from(text.padEnd(size, '.')));
const textOf = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString().replace(/\.+$/u, '');

describe('the media cache', () => {
  it('gives files back, also after a restart, and shows nothing of them on disk', async () => {
    const directory = folder();
    const cache = await DiskCache.open(directory, key, 1e6, now);
    await cache.put('mxc://host/secret-id', file('secret picture', 3_000_00));
    expect(await cache.get('mxc://host/other')).toBeNull();
    const again = await DiskCache.open(directory, key, 1e7, now);
    await again.put('mxc://host/large', file('large', 2_200_000));
    expect(textOf(await again.get('mxc://host/large'))).toBe('large');
    const reopened = await DiskCache.open(directory, key, 1e7, now);
    expect(textOf(await reopened.get('mxc://host/large'))).toBe('large');
    const onDisk = readdirSync(directory).map((name) => name + readFileSync(join(directory, name), 'latin1'));
    expect(onDisk.join('')).not.toMatch(/secret|large\.\.|mxc:\/\//u);
  });

  it('stays within its bound: what was longest unused goes first', async () => {
    const cache = await DiskCache.open(folder(), key, 10_000, now);
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) await cache.put(id, file(id, 1100));
    expect(textOf(await cache.get('a'))).toBe('a');
    for (const id of ['i', 'j']) await cache.put(id, file(id, 1100));
    expect(cache.bytes).toBeLessThanOrEqual(10_000);
    expect(textOf(await cache.get('a'))).toBe('a');
    expect(await cache.get('b')).toBeNull();
    expect(textOf(await cache.get('j'))).toBe('j');
    await cache.put('too large', file('x', 3000));
    expect(await cache.get('too large')).toBeNull();
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
