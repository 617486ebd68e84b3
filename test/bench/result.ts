/** What a bench tells: figures with their unit in the name, and ratios, which alone carry over to another machine. */
export interface BenchResult {
  name: string;
  metrics: Record<string, number>;
  ratios: Record<string, number>;
}

/** The value below which `share` (0 to 1) of the values lie. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
export const median = (values: number[]): number => quantile(values, 0.5);

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
