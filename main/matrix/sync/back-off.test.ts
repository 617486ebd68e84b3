import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../preload/contract/index.ts';
import { backOffMs } from './back-off.ts';

const failure = new CodedError('network.unreachable', 'no answer', { retryable: true });

describe('the wait after a failure', () => {
  it('grows with the failures and stays between 1 s and 60 s whatever the jitter', () => {
    const waits = [1, 2, 3, 4, 8, 50, 5000].map((failures) => backOffMs(failure, failures, 0));
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[0]).toBe(1_000);
    expect(backOffMs(failure, 5000, 0.999)).toBeLessThanOrEqual(60_000);
    expect(backOffMs(failure, 5000, 0)).toBe(30_000);
  });

  it('is what the server told after a rate limit, within reason', () => {
    const told = (retryAfterMs: number) => new CodedError('server.rate-limited', 'slow down', { detail: { retryAfterMs } });
    expect(backOffMs(told(7_000), 1, 0)).toBe(7_000);
    expect(backOffMs(told(0), 1, 0)).toBe(1_000);
    expect(backOffMs(told(86_400_000), 1, 0)).toBe(600_000);
  });
});
