/** How many figures a waveform has, and the largest of them (MSC3246). */
const bars = 100;
const loudest = 1024;
/** A room that is silent is not drawn as a loud one. */
const faint = 0.05;

/** The loudest of each part of a list that is cut in `count` parts; shorter lists are stretched. */
export function spread(levels: readonly number[], count: number): number[] {
  if (levels.length === 0) return [];
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * levels.length) / count);
    const to = Math.max(from + 1, Math.floor(((at + 1) * levels.length) / count));
    return Math.max(...levels.slice(from, to));
  });
}

/** How loud a sound is from its beginning to its end, as it is sent; `levels`: from 0 to 1, as many as there are. */
export function waveformOf(levels: readonly number[]): number[] {
  const top = Math.max(faint, ...spread(levels, bars));
  return spread(levels, Math.min(bars, levels.length)).map((level) => Math.round(Math.min(1, level / top) * loudest));
}

/** The loudest sample of a part of a recording, from 0 to 1. */
export function levelOf(samples: Float32Array): number {
  let top = 0;
  for (const sample of samples) top = Math.max(top, Math.abs(sample));
  return Math.min(1, top);
}
