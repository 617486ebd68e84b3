import { describe, expect, it } from 'vitest';
import type { Diff } from '../../preload/contract/index.ts';
import { ArrangedList } from './arranged-list.ts';
import { diffLists } from './diff-lists.ts';
import { sameValue } from './equal.ts';
import { longestIncreasing } from './increasing.ts';
import { SortedList } from './sorted-list.ts';

interface Row {
  id: string;
  rank: number;
  tags: string[];
}
const key = (row: Row): string => row.id;

/** The contract's reading of diffs, written independently of the code under test. */
function apply<T>(items: readonly T[], diffs: Diff<T>[]): T[] {
  let list = [...items];
  for (const diff of diffs) {
    if (diff.op === 'insert') list.splice(diff.at, 0, ...diff.items);
    else if (diff.op === 'set') list[diff.at] = diff.item;
    else if (diff.op === 'remove') list.splice(diff.at, diff.count);
    else if (diff.op === 'move') list.splice(diff.to, 0, ...list.splice(diff.from, 1));
    else list = [...diff.items];
  }
  return list;
}

/** Mulberry32: the same sequence for the same seed. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function shuffledRows(random: (below: number) => number, most: number): Row[] {
  const ids = Array.from({ length: most }, (_, i) => `k${i}`).filter(() => random(3) > 0);
  for (let swaps = random(6); swaps > 0 && ids.length > 1; swaps--) {
    const [id] = ids.splice(random(ids.length), 1);
    ids.splice(random(ids.length + 1), 0, id as string);
  }
  return ids.map((id) => ({ id, rank: random(3), tags: random(2) ? ['a'] : [] }));
}

describe('diffLists', () => {
  it('turns any list into any other (2,000 seeded pairs)', () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const random = seeded(seed);
      const size = random(40);
      const old = shuffledRows(random, size);
      const next = shuffledRows(random, size);
      expect(apply(old, diffLists(old, next, key)), `seed ${seed}`).toEqual(next);
    }
  });

  it('turns a list into its reverse, long ones by a reset', () => {
    for (const size of [2, 10, 500]) {
      const old = Array.from({ length: size }, (_, i) => ({ id: `k${i}`, rank: i, tags: [] }));
      const next = [...old].reverse();
      expect(apply(old, diffLists(old, next, key))).toEqual(next);
    }
  });

  it('gives one diff for one change in 2,000 rows, and none for equal rows', () => {
    const old = Array.from({ length: 2000 }, (_, i) => ({ id: `k${i}`, rank: i, tags: ['x'] }));
    const copy = structuredClone(old);
    expect(diffLists(old, copy, key)).toEqual([]);
    copy[700] = { id: 'k700', rank: -1, tags: ['x'] };
    expect(diffLists(old, copy, key)).toEqual([{ op: 'set', at: 700, item: copy[700] }]);
  });

  it('moves one row once, wherever it goes', () => {
    const old = Array.from({ length: 100 }, (_, i) => ({ id: `k${i}`, rank: i, tags: [] }));
    const toEnd = [...old.slice(1), old[0] as Row];
    expect(diffLists(old, toEnd, key)).toEqual([{ op: 'move', from: 0, to: 99 }]);
    expect(diffLists(toEnd, old, key)).toEqual([{ op: 'move', from: 99, to: 0 }]);
  });

  it('joins neighbouring insertions and removals into one diff', () => {
    const old = ['a', 'b', 'c', 'd'].map((id) => ({ id, rank: 0, tags: [] }));
    const next = ['a', 'x', 'y', 'd'].map((id) => ({ id, rank: 0, tags: [] }));
    expect(diffLists(old, next, key).map((diff) => diff.op)).toEqual(['remove', 'insert']);
  });
});

describe('longestIncreasing', () => {
  it('finds a longest run', () => {
    expect(longestIncreasing([3, 1, 2, 0, 4]).map((i) => [3, 1, 2, 0, 4][i])).toEqual([1, 2, 4]);
    expect(longestIncreasing([])).toEqual([]);
  });
});

describe('SortedList', () => {
  const newList = (): SortedList<Row> => new SortedList({ key, compare: (a, b) => a.rank - b.rank, keep: (row) => row.rank >= 0 });

  it('tells diffs that rebuild it through 3,000 seeded changes', () => {
    const random = seeded(7);
    const list = newList();
    let mirror: Row[] = [];
    list.observe((diffs) => (mirror = apply(mirror, diffs)));
    for (let step = 0; step < 3000; step++) {
      list.transaction((change) => {
        for (let i = random(4); i >= 0; i--) {
          const id = `k${random(60)}`;
          if (random(5) === 0) change.remove(id);
          else change.put({ id, rank: random(20) - 2, tags: [] });
        }
      });
      if (step % 500 === 0) list.replace(shuffledRows(random, 50));
      expect(mirror).toEqual(list.items);
    }
    const sorted = [...list.items].sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
    expect(list.items).toEqual(sorted);
  });

  it('compares few rows to change one of 2,000', () => {
    let comparisons = 0;
    const list = new SortedList<Row>({ key, compare: (a, b) => (comparisons++, a.rank - b.rank) });
    list.replace(Array.from({ length: 2000 }, (_, i) => ({ id: `k${i}`, rank: i, tags: [] })));
    comparisons = 0;
    const diffs = list.transaction((change) => change.put({ id: 'k1500', rank: -5, tags: [] }));
    expect(diffs).toEqual([
      { op: 'move', from: 1500, to: 0 },
      { op: 'set', at: 0, item: { id: 'k1500', rank: -5, tags: [] } },
    ]);
    expect(comparisons).toBeLessThan(30);
  });

  it('says nothing for an equal row, and takes out one that the filter refuses', () => {
    const list = newList();
    list.replace([{ id: 'a', rank: 1, tags: ['x'] }]);
    expect(list.transaction((change) => change.put({ id: 'a', rank: 1, tags: ['x'] }))).toEqual([]);
    expect(list.transaction((change) => change.put({ id: 'a', rank: -1, tags: [] }))).toEqual([{ op: 'remove', at: 0, count: 1 }]);
    expect(list.get('a')).toBeUndefined();
  });

  it('tells all observers even when one throws, and none that left', () => {
    const list = newList();
    const heard: string[] = [];
    const leave = list.observe(() => heard.push('left'));
    list.observe(() => {
      throw new Error('broken');
    });
    list.observe(() => heard.push('second'));
    leave();
    expect(() => list.replace([{ id: 'a', rank: 1, tags: [] }])).toThrow('broken');
    expect(heard).toEqual(['second']);
  });
});

describe('ArrangedList', () => {
  it('keeps the order it is given and tells only what changed', () => {
    const list = new ArrangedList<Row>(key);
    const rows = ['b', 'a'].map((id) => ({ id, rank: 0, tags: [] }));
    list.arrange(rows);
    expect(list.items.map(key)).toEqual(['b', 'a']);
    expect(list.arrange(structuredClone(rows))).toEqual([]);
    expect(list.arrange([])).toEqual([{ op: 'remove', at: 0, count: 2 }]);
  });
});

describe('sameValue', () => {
  it('compares by structure, absent and undefined alike', () => {
    expect(sameValue({ a: [1, { b: null }] }, { a: [1, { b: null }], c: undefined })).toBe(true);
    expect(sameValue({ a: 1 }, { a: 1, c: 2 })).toBe(false);
    expect(sameValue({ a: undefined, b: 1 }, { b: 1 })).toBe(true);
    expect(sameValue([1], { 0: 1, length: 1 })).toBe(false);
    expect(sameValue(null, {})).toBe(false);
  });
});
