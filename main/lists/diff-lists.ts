import type { Diff } from '../../preload/contract/index.ts';
import { sameValue } from './equal.ts';
import { longestIncreasing } from './increasing.ts';

/** Beyond this many moves a new list is cheaper, for both ends, than the way to it. */
const mostMoves = 64;

type Key<T> = (item: T) => string;
interface Span {
  /** First index that differs by key, the same in both lists. */
  start: number;
  oldEnd: number;
  nextEnd: number;
}

/**
 * Diffs that turn `old` into `next`. Keys are unique within each list. Rows that are identical or
 * equal in structure give nothing; a row that moves and changes gives a `move` and a `set`.
 * Time is linear in the rows, with one comparison by identity for those that did not change.
 */
export function diffLists<T>(old: readonly T[], next: readonly T[], key: Key<T>): Diff<T>[] {
  if (old.length === 0) return next.length === 0 ? [] : [{ op: 'insert', at: 0, items: [...next] }];
  const span = differingSpan(old, next, key);
  const moved = middleDiffs(old, next, key, span);
  if (moved === 'reset') return [{ op: 'reset', items: [...next] }];
  return [...moved, ...setDiffs(old, next, key, span)];
}

function differingSpan<T>(old: readonly T[], next: readonly T[], key: Key<T>): Span {
  const same = (a: T, b: T): boolean => a === b || key(a) === key(b);
  const shorter = Math.min(old.length, next.length);
  let start = 0;
  while (start < shorter && same(old[start] as T, next[start] as T)) start++;
  let oldEnd = old.length;
  let nextEnd = next.length;
  while (oldEnd > start && nextEnd > start && same(old[oldEnd - 1] as T, next[nextEnd - 1] as T)) {
    oldEnd--;
    nextEnd--;
  }
  return { start, oldEnd, nextEnd };
}

/** Removals, moves and insertions of the part that differs. */
function middleDiffs<T>(old: readonly T[], next: readonly T[], key: Key<T>, span: Span): Diff<T>[] | 'reset' {
  const wanted = new Set<string>();
  for (let i = span.start; i < span.nextEnd; i++) wanted.add(key(next[i] as T));
  const working: string[] = [];
  const diffs = removals(old, key, span, wanted, working);
  const movers = findMovers(next, key, span, working);
  if (movers.size > mostMoves) return 'reset';
  return [...diffs, ...placements(next, key, span, working, movers)];
}

/** Removes what is no longer wanted, run by run; what stays is put in `working`. */
function removals<T>(old: readonly T[], key: Key<T>, span: Span, wanted: Set<string>, working: string[]): Diff<T>[] {
  const diffs: Diff<T>[] = [];
  for (let i = span.start; i < span.oldEnd; i++) {
    const id = key(old[i] as T);
    if (wanted.has(id)) {
      working.push(id);
      continue;
    }
    const at = span.start + working.length;
    const last = diffs.at(-1);
    if (last?.op === 'remove' && last.at === at) last.count++;
    else diffs.push({ op: 'remove', at, count: 1 });
  }
  return diffs;
}

/** Keys that have to move: those outside the longest run of keys that keep their order. */
function findMovers<T>(next: readonly T[], key: Key<T>, span: Span, working: readonly string[]): Set<string> {
  const place = new Map<string, number>();
  for (let i = span.start; i < span.nextEnd; i++) place.set(key(next[i] as T), i);
  const places = working.map((id) => place.get(id) ?? 0);
  const kept = new Set(longestIncreasing(places));
  return new Set(working.filter((_, index) => !kept.has(index)));
}

/**
 * Walks the wanted order. Movers that stand in the way are passed over: each is taken out when its
 * own turn comes, so that every key moves at most once.
 */
function placements<T>(next: readonly T[], key: Key<T>, span: Span, working: string[], movers: Set<string>): Diff<T>[] {
  const diffs: Diff<T>[] = [];
  const known = new Set(working);
  let at = 0;
  for (let i = span.start; i < span.nextEnd; i++) {
    const item = next[i] as T;
    const id = key(item);
    if (!known.has(id)) {
      insertInto(diffs, span.start + at, item);
      working.splice(at++, 0, id);
      continue;
    }
    while (at < working.length && working[at] !== id && movers.has(working[at] as string)) at++;
    if (working[at] !== id) at = moveTo(diffs, span.start, working, id, at);
    movers.delete(id);
    at++;
  }
  return diffs;
}

function insertInto<T>(diffs: Diff<T>[], at: number, item: T): void {
  const last = diffs.at(-1);
  if (last?.op === 'insert' && last.at + last.items.length === at) last.items.push(item);
  else diffs.push({ op: 'insert', at, items: [item] });
}

/** Moves `id` to `at`; returns where it stands after, which is one less when it came from before. */
function moveTo<T>(diffs: Diff<T>[], offset: number, working: string[], id: string, at: number): number {
  const from = working.indexOf(id);
  const to = from < at ? at - 1 : at;
  working.splice(from, 1);
  working.splice(to, 0, id);
  diffs.push({ op: 'move', from: offset + from, to: offset + to });
  return to;
}

/** Rows that stayed and changed. Indexes are those of `next`, since these diffs come last. */
function setDiffs<T>(old: readonly T[], next: readonly T[], key: Key<T>, span: Span): Diff<T>[] {
  const diffs: Diff<T>[] = [];
  const compare = (before: T | undefined, after: T, at: number): void => {
    if (before !== undefined && before !== after && !sameValue(before, after)) diffs.push({ op: 'set', at, item: after });
  };
  for (let i = 0; i < span.start; i++) compare(old[i], next[i] as T, i);
  const byKey = new Map<string, T>();
  for (let i = span.start; i < span.oldEnd; i++) byKey.set(key(old[i] as T), old[i] as T);
  for (let i = span.start; i < span.nextEnd; i++) compare(byKey.get(key(next[i] as T)), next[i] as T, i);
  const shift = span.oldEnd - span.nextEnd;
  for (let i = span.nextEnd; i < next.length; i++) compare(old[i + shift], next[i] as T, i);
  return diffs;
}
