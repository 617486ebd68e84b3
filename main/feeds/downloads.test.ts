import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AccountId, Diff, Download, EventId, RoomId } from '../../preload/contract/index.ts';
import { applyDiffs } from '../../preload/wire/index.ts';
import { downloadsFeed } from './downloads.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('files are told of once they have been on their way for a second, also where no byte comes, the longest first', async () => {
  const begun = new Map<string, number>();
  let tell = (): void => undefined;
  const account = { accountId: 'a' as AccountId, roomId: '!r' as RoomId, asked: true, writing: false, done: 0, total: null };
  const all = () => [...begun].map(([name, at]) => ({ ...account, eventId: `$${name}` as EventId, name, ageMs: Date.now() - at }));
  const onChange = (listener: () => void) => ((tell = listener), () => (tell = () => undefined));
  let seen: readonly Download[] = [];
  const push = (diffs: Diff<Download>[]): void => void (seen = applyDiffs(seen, diffs));
  const fail = (error: unknown): never => {
    throw error;
  };
  const sink = { reset: (items: readonly Download[]) => void (seen = items), push, fail };
  const stop = await downloadsFeed({ all, onChange })({}, sink, { signal: new AbortController().signal });
  const names = () => seen.map(({ name }) => name);

  begun.set('court', Date.now());
  tell();
  vi.advanceTimersByTime(600);
  begun.delete('court');
  begun.set('long', Date.now());
  tell();
  vi.advanceTimersByTime(900);
  expect(names()).toEqual([]);
  begun.set('autre', Date.now());
  tell();
  vi.advanceTimersByTime(100);
  expect(names()).toEqual(['long']);
  vi.advanceTimersByTime(900);
  expect(names()).toEqual(['long', 'autre']);
  begun.delete('long');
  tell();
  expect(names()).toEqual(['autre']);
  stop();
  expect(vi.getTimerCount()).toBe(0);
});
