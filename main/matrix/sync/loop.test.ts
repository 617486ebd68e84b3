import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CodedError } from '../../../preload/contract/index.ts';
import type { SyncChanges } from '../../records/index.ts';
import { SyncLoop } from './loop.ts';
import type { SyncRequest } from './source.ts';

const noChanges: SyncChanges = {
  rooms: [],
  timelines: [],
  receipts: [],
  members: [],
  memberIds: [],
  typing: [],
  accountData: [],
  expired: { rooms: [], files: [] },
};
const offline = new CodedError('network.unreachable', 'no answer', { retryable: true });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A loop whose server the test plays: each request waits until it is answered or refused. */
function play() {
  const requests: { request: SyncRequest; answer(body: string): void; refuse(error: unknown): void }[] = [];
  const states: string[] = [];
  const kept: string[] = [];
  let position: string | null = null;
  const loop = new SyncLoop({
    source: {
      next: (request) =>
        new Promise((resolve, reject) => {
          request.signal.addEventListener('abort', () => reject(request.signal.reason as Error));
          requests.push({ request, answer: (body) => resolve(new TextEncoder().encode(body)), refuse: reject });
        }),
    },
    position: async () => position,
    keep: async (body) => {
      const text = new TextDecoder().decode(body);
      if (text === 'damaged') throw new CodedError('server.error', 'not a sync answer');
      kept.push(text);
      position = text;
      return noChanges;
    },
    onChanges: () => undefined,
    onState: (state, problem) => void states.push(problem === null ? state : `${state} ${problem}`),
  });
  const settled = () => vi.advanceTimersByTimeAsync(0);
  return { loop, requests, states, kept, settled };
}

describe('the sync loop', () => {
  it('asks for what comes after the last answer that was kept, one request at a time', async () => {
    const { loop, requests, states, settled } = play();
    loop.start();
    loop.start();
    await settled();
    expect(requests.map(({ request }) => [request.since, request.immediate])).toEqual([[null, true]]);
    requests[0]?.answer('s1');
    await settled();
    expect(requests.map(({ request }) => [request.since, request.immediate])).toEqual([
      [null, true],
      ['s1', false],
    ]);
    expect(states).toEqual(['connecting', 'catching-up', 'online']);
    await loop.stop();
  });

  it('asks again from the same place after a body that cannot be kept', async () => {
    const { loop, requests, states, settled } = play();
    loop.start();
    await settled();
    requests[0]?.answer('damaged');
    await settled();
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(requests[1]?.request.since).toBeNull();
    requests[1]?.answer('s1');
    await settled();
    expect(states.slice(-2)).toEqual(['catching-up', 'online']);
    expect(states).toContain('offline server.error');
    await loop.stop();
  });

  it('wakes up at once when asked, also out of a request that hangs', async () => {
    const { loop, requests, states, settled } = play();
    loop.start();
    await settled();
    for (let failures = 0; failures < 8; failures++) {
      requests.at(-1)?.refuse(offline);
      await vi.advanceTimersByTimeAsync(60_000);
    }
    requests.at(-1)?.refuse(offline);
    await settled();
    const before = requests.length;
    loop.retryNow();
    await settled();
    expect(requests).toHaveLength(before + 1);
    loop.retryNow();
    await settled();
    expect(requests).toHaveLength(before + 2);
    requests.at(-1)?.answer('s1');
    await settled();
    expect(states.at(-1)).toBe('online');
    await loop.stop();
  });

  it('ends when the session has ended, and waits as told by a rate limit', async () => {
    const { loop, requests, states, settled } = play();
    loop.start();
    await settled();
    requests[0]?.refuse(new CodedError('server.rate-limited', 'slow down', { detail: { retryAfterMs: 30_000 } }));
    await vi.advanceTimersByTimeAsync(29_000);
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(3_000);
    requests[1]?.refuse(new CodedError('auth.signed-out', 'revoked'));
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(requests).toHaveLength(2);
    expect(states.at(-1)).toBe('offline auth.signed-out');
  });

  it('stops in the middle of a wait or of a request', async () => {
    const { loop, requests, settled } = play();
    loop.start();
    await settled();
    await loop.stop();
    expect(requests[0]?.request.signal.aborted).toBe(true);
  });
});
