import type { JsonObject } from './event.ts';
import { asCount, asObject, isObject } from './json.ts';

/** Names as they are sent today, and as they will be once the proposals are part of the specification (MSC3245, MSC1767 and MSC3927). */
const voiceNames = ['m.voice', 'org.matrix.msc3245.voice', 'org.matrix.msc3245.voice.v2'];
const detailNames = ['m.audio_details', 'org.matrix.msc1767.audio', 'org.matrix.msc1767.audio_details'];

/** Whether a sound is a voice message (MSC3245). */
export const isVoice = (content: JsonObject): boolean => voiceNames.some((name) => isObject(content[name]));

/** What is told of a sound beside `info`. */
export const audioDetails = (content: JsonObject): { [key: string]: unknown }[] => detailNames.map((name) => asObject(content[name]));

/** Length of a sound in milliseconds; null where nothing tells it. */
export const soundLength = (content: JsonObject): number | null =>
  [asObject(content['info']), ...audioDetails(content)].map(({ duration }) => asCount(duration)).find((duration) => duration !== null) ??
  null;
