import type { Diff } from '../contract/index.ts';

/** A list after a batch of diffs. The given list is not changed. Throws `RangeError` where a diff does not fit the list. */
export function applyDiffs<T>(items: readonly T[], diffs: readonly Diff<T>[]): T[] {
  let list = [...items];
  for (const diff of diffs) list = diff.op === 'reset' ? [...diff.items] : apply(list, diff);
  return list;
}

function apply<T>(list: T[], diff: Exclude<Diff<T>, { op: 'reset' }>): T[] {
  if (diff.op === 'insert') {
    inside(diff.at, list.length + 1);
    // Not `splice(...items)`: a snapshot may hold more items than a call may have arguments.
    return list.slice(0, diff.at).concat(diff.items, list.slice(diff.at));
  }
  if (diff.op === 'set') list[inside(diff.at, list.length)] = diff.item;
  else if (diff.op === 'remove') remove(list, diff.at, diff.count);
  else move(list, diff.from, diff.to);
  return list;
}

function remove<T>(list: T[], at: number, count: number): void {
  inside(at + count, list.length + 1);
  list.splice(at, count);
}

function move<T>(list: T[], from: number, to: number): void {
  inside(to, list.length);
  const [item] = list.splice(inside(from, list.length), 1);
  list.splice(to, 0, item as T);
}

function inside(index: number, length: number): number {
  if (index >= length) throw new RangeError(`diff at ${index} of a list of ${length}`);
  return index;
}
