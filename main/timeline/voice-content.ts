import { asArray, audioDetails, isVoice, type JsonObject } from '../records/index.ts';

/** What is drawn of a waveform at most, and the loudest that one of its figures may be (MSC3246). */
const most = 100;
const loudest = 1024;

/** What makes a sound a voice message (MSC3245); null for any other sound. */
export function voiceOf(content: JsonObject): { waveform: number[] } | null {
  if (!isVoice(content)) return null;
  const given = audioDetails(content).map(({ waveform }) => asArray(waveform));
  return { waveform: thinned((given.find(({ length }) => length > 0) ?? []).slice(0, 10_000).map(level)) };
}

const level = (value: unknown): number => (typeof value === 'number' && value > 0 ? Math.round(Math.min(value, loudest)) : 0);

/** At most as many figures as are drawn, each the loudest of those it stands for. */
function thinned(levels: number[]): number[] {
  if (levels.length <= most) return levels;
  return Array.from({ length: most }, (_, at) => {
    const [from, to] = [Math.floor((at * levels.length) / most), Math.floor(((at + 1) * levels.length) / most)];
    return Math.max(...levels.slice(from, to));
  });
}
