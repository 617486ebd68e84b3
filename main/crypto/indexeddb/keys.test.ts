import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { IdbKeyRange } from './key-range.ts';
import { decodeKey, encodeKey, encodeKeyOrNull, splitKeys } from './keys.ts';
import { Random, randomKey } from '../../../test/crypto/random.ts';

const oracle = new IDBFactory();

describe('keys', () => {
  it('sort as the oracle compares them, and come back as they were', () => {
    const random = new Random(20261123);
    for (let round = 0; round < 20_000; round++) {
      const [a, b] = [randomKey(random), randomKey(random)];
      const [x, y] = [encodeKey(a), encodeKey(b)];
      expect(x < y ? -1 : x > y ? 1 : 0).toBe(oracle.cmp(a, b));
      expect(oracle.cmp(decodeKey(x) as IDBValidKey, a)).toBe(0);
      expect(splitKeys(x + y)).toEqual([x, y]);
    }
  });

  it.each([[NaN], [undefined], [null], [{}], [true], [[1, undefined]], [new Date(NaN)]])('refuse %s', (value) => {
    expect(encodeKeyOrNull(value)).toBeNull();
    expect(() => encodeKey(value)).toThrow(expect.objectContaining({ name: 'DataError' }));
  });

  it('hold one zero only', () => expect(encodeKey(-0)).toBe(encodeKey(0)));

  it('refuse arrays without end', () => {
    const endless: unknown[] = [];
    endless.push(endless);
    expect(encodeKeyOrNull(endless)).toBeNull();
  });

  it('that are damaged are refused', () => {
    expect(() => decodeKey('\x99abc')).toThrow(expect.objectContaining({ name: 'UnknownError' }));
    expect(() => decodeKey('\x10abc')).toThrow(expect.objectContaining({ name: 'UnknownError' }));
  });
});

describe('a range', () => {
  it('lets in what lies between its bounds', () => {
    const range = IdbKeyRange.bound('a', 'c', true, false);
    expect(['a', 'a\u0000', 'b', 'c', 'c\u0000', 1].map((key) => range.includes(key))).toEqual([false, true, true, true, false, false]);
  });

  it('that is empty is refused', () => {
    expect(() => IdbKeyRange.bound(2, 1)).toThrow(expect.objectContaining({ name: 'DataError' }));
    expect(() => IdbKeyRange.bound(1, 1, true)).toThrow(expect.objectContaining({ name: 'DataError' }));
  });
});
