import { CodedError } from '../../../preload/contract/index.ts';

const shortestMs = 1_000;
const longestMs = 60_000;
/** A server that asks for more than this is asked again all the same. */
const longestToldMs = 600_000;

/**
 * How long to wait before the next attempt, in milliseconds: what the server told after a rate
 * limit, else twice as long at every failure, 1 s to 60 s, with a jitter of up to half so that
 * clients do not come back all at once. `failures` counts from 1; `random` is in [0, 1).
 */
export function backOffMs(error: unknown, failures: number, random: number): number {
  const told = error instanceof CodedError ? error.detail.retryAfterMs : undefined;
  if (told !== undefined) return Math.min(Math.max(told, shortestMs), longestToldMs) + Math.round(random * shortestMs);
  const full = Math.min(longestMs, shortestMs * 2 ** Math.min(failures, 10));
  return Math.max(shortestMs, Math.round(full * (0.5 + random / 2)));
}
