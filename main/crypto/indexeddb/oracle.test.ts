import { IDBFactory, IDBKeyRange as OracleRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { IdbKeyRange } from './key-range.ts';
import { ourFactory } from '../../../test/crypto/databases.ts';
import { Random } from '../../../test/crypto/random.ts';
import { playStory } from '../../../test/crypto/story.ts';

describe('random stories', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('answer as the oracle does, seed %i', async (seed) => {
    const expected = await playStory(new IDBFactory(), OracleRange, new Random(seed), 150);
    const ours = ourFactory();
    const actual = await playStory(ours.factory, IdbKeyRange as unknown as typeof IDBKeyRange, new Random(seed), 150);
    await ours.close();
    expect(expected.length).toBeGreaterThan(300);
    expect(actual).toEqual(expected);
  });
});
