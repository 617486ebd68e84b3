/** Indexes of a longest strictly increasing subsequence of `values`, in order. n log n. */
export function longestIncreasing(values: readonly number[]): number[] {
  const tails: number[] = [];
  const previous: number[] = [];
  values.forEach((value, index) => {
    const slot = firstAtLeast(tails, values, value);
    previous[index] = slot === 0 ? -1 : (tails[slot - 1] as number);
    tails[slot] = index;
  });
  const result: number[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] as number) result.push(at);
  return result.reverse();
}

function firstAtLeast(tails: readonly number[], values: readonly number[], value: number): number {
  let low = 0;
  let high = tails.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[tails[middle] as number] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
