import { describe, expect, it } from 'vitest';
import type { Diff } from '../contract/index.ts';
import { applyDiffs } from './apply.ts';
import { portionOf } from './portion.ts';

function portions(diffs: Diff<number>[]): Diff<number>[][] {
  const [portion, rest] = portionOf(diffs);
  return rest.length === 0 ? [portion] : [portion, ...portions(rest)];
}
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);

describe('a batch with many rows', () => {
  it('is cut into batches of 150 new rows, which give the same list', () => {
    const before = numbers(10, 10_000);
    const diffs: Diff<number>[] = [
      { op: 'remove', at: 2, count: 3 },
      { op: 'insert', at: 4, items: numbers(600) },
      { op: 'set', at: 4, item: -1 },
      { op: 'insert', at: 0, items: numbers(120, 700) },
      { op: 'move', from: 0, to: 500 },
    ];
    const parts = portions(diffs);
    expect(parts.map((part) => part.reduce((sum, diff) => sum + (diff.op === 'insert' ? diff.items.length : 0), 0))).toEqual([
      150, 150, 150, 150, 120,
    ]);
    expect(parts.reduce((list, part) => applyDiffs(list, part), before)).toEqual(applyDiffs(before, diffs));
  });

  it('that is small, or a new list, stays whole', () => {
    const small: Diff<number>[] = [{ op: 'insert', at: 0, items: numbers(150) }];
    expect(portions(small)).toEqual([small]);
    const fresh: Diff<number>[] = [{ op: 'reset', items: numbers(3000) }];
    expect(portions(fresh)).toEqual([fresh]);
  });
});
