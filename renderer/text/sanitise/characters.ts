/**
 * Characters that lie to the eye. Text of other people keeps its words; what is removed here only
 * reorders, hides or stacks them (Unicode TR36, TR39).
 */

/** Embeddings, overrides and isolates: U+202A to U+202E, U+2066 to U+2069. */
const bidiControls = /[\u202a-\u202e\u2066-\u2069]/gu;
/** Overrides alone: nothing that is written for reading needs them. */
const bidiOverrides = /[\u202d\u202e]/gu;
/** Control characters other than tab and line feed. */
const controls = new RegExp('[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]', 'gu');
/** Invisible ones: soft hyphen, zero-width space and non-joiner, marks, word joiner, fillers, byte order mark, tags. */
const invisible =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0]|[\u{e0000}-\u{e001f}]/gu;
/** A joiner that joins no emoji. */
const looseJoiner = /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d|\u200d(?!\p{Extended_Pictographic})/gu;
/** More than three marks on one letter. */
const stackedMarks = /(\p{Mn}{3})\p{Mn}+/gu;

/** A name (person, room, file) on one line, without anything invisible or reordering. May be empty. */
export const cleanName = (name: string): string =>
  name
    .replace(bidiControls, '')
    .replace(controls, '')
    .replace(invisible, '')
    .replace(looseJoiner, '')
    .replace(stackedMarks, '$1')
    .replace(/\s+/gu, ' ')
    .trim();

/** Running text: line breaks and joiners stay, overrides and control characters go. Draw it in an element with `dir="auto"`. */
export const cleanText = (text: string): string => text.replace(bidiOverrides, '').replace(controls, '').replace(stackedMarks, '$1');

/** A display name of Tchap, « Marie Laurent [DINUM] », as its two parts; the user id behind names that look alike stays with the name. */
export const splitOrganisation = (displayName: string): { name: string; organisation: string | null } => {
  const clean = cleanName(displayName);
  const match = /^(.+?)\s*\[([^[\]]{1,80})\]( \(@[^\s()]+\))?$/u.exec(clean);
  if (!match?.[1] || !match[2]?.trim()) return { name: clean, organisation: null };
  return { name: match[1] + (match[3] ?? ''), organisation: match[2].trim() };
};
