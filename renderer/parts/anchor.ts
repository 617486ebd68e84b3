/**
 * How many places a list moved under the eye: what most of the items that were in view moved by.
 * One that jumped to the top does not drag the view along. Zero when none of them is left.
 */
export function anchorShift(before: readonly string[], after: readonly string[], from: number, to: number): number {
  const places = new Map(after.map((key, at) => [key, at]));
  const votes = new Map<number, number>();
  for (let at = from; at <= Math.min(to, before.length - 1); at++) {
    const now = places.get(before[at] ?? '');
    if (now !== undefined) votes.set(now - at, (votes.get(now - at) ?? 0) + 1);
  }
  const best = [...votes].sort((a, b) => b[1] - a[1])[0];
  return best?.[0] ?? 0;
}
