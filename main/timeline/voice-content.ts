import type { Json, JsonObject } from '../records/index.ts';
import { list, object, whole } from './json.ts';

/** What is drawn of a waveform at most, and the loudest that one of its figures may be (MSC3246). */
const most = 100;
const loudest = 1024;

/** Names as they are sent today, and as they will be once the proposals are part of the specification (MSC3245, MSC1767 and MSC3927). */
const voiceNames = ['m.voice', 'org.matrix.msc3245.voice', 'org.matrix.msc3245.voice.v2'];
const detailNames = ['m.audio_details', 'org.matrix.msc1767.audio', 'org.matrix.msc1767.audio_details'];

const details = (content: JsonObject): JsonObject[] => detailNames.map((name) => object(content[name])).filter((found) => found !== null);

/** What makes a sound a voice message (MSC3245); null for any other sound. */
export function voiceOf(content: JsonObject): { waveform: number[] } | null {
  if (!voiceNames.some((name) => object(content[name]) !== null)) return null;
  const given = details(content).map(({ waveform }) => list(waveform));
  return { waveform: thinned((given.find(({ length }) => length > 0) ?? []).slice(0, 10_000).map(level)) };
}

/** Length in milliseconds, where `info` does not tell it. */
export const spokenFor = (content: JsonObject): number | null =>
  details(content)
    .map(({ duration }) => whole(duration))
    .find((duration) => duration !== null) ?? null;

const level = (value: Json): number => (typeof value === 'number' && value > 0 ? Math.round(Math.min(value, loudest)) : 0);

/** At most as many figures as are drawn, each the loudest of those it stands for. */
function thinned(levels: number[]): number[] {
  if (levels.length <= most) return levels;
  return Array.from({ length: most }, (_, at) => {
    const [from, to] = [Math.floor((at * levels.length) / most), Math.floor(((at + 1) * levels.length) / most)];
    return Math.max(...levels.slice(from, to));
  });
}
