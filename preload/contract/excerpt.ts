import * as v from 'valibot';

/** What is told of a message in one line. Words are chosen by the page. */
export const excerpt = v.object({
  kind: v.picklist([
    'text',
    'emote',
    'notice',
    'code',
    'image',
    'sticker',
    'video',
    'audio',
    'voice',
    'file',
    'location',
    'poll',
    'redacted',
    'undecryptable',
    'state',
    'other',
  ]),
  /** First line, at most 200 characters: of the text, the code, the caption or the name of the file; of a voice message its length (« 0:12 »). Empty where `kind` says it all. */
  text: v.string(),
});
export type Excerpt = v.InferOutput<typeof excerpt>;

/** « 0:12 », from milliseconds; empty where nobody knows. */
export function shortLength(ms: number | null): string {
  if (ms === null) return '';
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
