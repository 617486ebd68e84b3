import type { UserId } from '../../../preload/contract/index.ts';
import type { EventRecord } from '../../records/index.ts';

/** Runs of a timeline without what blocked people wrote. What they changed in the room stays: it is so. The same array where nobody is blocked. */
export function withoutBlocked(
  runs: readonly (readonly EventRecord[])[],
  blocked: ReadonlySet<UserId>,
): readonly (readonly EventRecord[])[] {
  if (blocked.size === 0) return runs;
  return runs.map((run) => run.filter((event) => event.stateKey !== null || !blocked.has(event.sender)));
}
