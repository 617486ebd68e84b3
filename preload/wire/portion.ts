import type { Diff } from '../contract/index.ts';

/** Rows that one batch brings at most: more keep main and the page busy for longer than a frame. */
const mostRows = 150;

/** The first part of `diffs`, with at most 150 new rows, and the rest; long insertions are cut. A reset stays whole. */
export function portionOf<T>(diffs: readonly Diff<T>[]): [Diff<T>[], Diff<T>[]] {
  const portion: Diff<T>[] = [];
  let rows = 0;
  for (const [index, diff] of diffs.entries()) {
    if (rows === mostRows) return [portion, diffs.slice(index)];
    const room = mostRows - rows;
    if (diff.op !== 'insert' || diff.items.length <= room) {
      portion.push(diff);
      rows += diff.op === 'insert' ? diff.items.length : 0;
      continue;
    }
    portion.push({ ...diff, items: diff.items.slice(0, room) });
    return [portion, [{ ...diff, at: diff.at + room, items: diff.items.slice(room) }, ...diffs.slice(index + 1)]];
  }
  return [portion, []];
}
