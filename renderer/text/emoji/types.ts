export type Emoji = {
  unicode: string;
  /** Group of Unicode, from 0 (faces) to 9 (flags); 2 is none. */
  group: number;
  names: { fr: string; en: string };
  /** Short name of each language, without colons. */
  codes: { fr: string; en: string };
  /** Every short name that is understood. */
  aliases: string[];
  /** What it is found by, folded, best first. */
  words: string[];
  /** The same in five skin tones, from light to dark; empty where it has none. */
  skins: string[];
};
