import english from 'emojibase-data/en/compact.json';
import englishCodes from 'emojibase-data/en/shortcodes/emojibase.json';
import french from 'emojibase-data/fr/compact.json';
import frenchCodes from 'emojibase-data/fr/shortcodes/cldr.json';
import { folded } from '../plain.ts';
import type { Emoji } from './types.ts';

/** Skin and hair components, which are no emoji of their own. */
const components = 2;

const listed = (codes: string | string[] | undefined): string[] => (codes === undefined ? [] : [codes].flat());

/** All emoji with their names in both languages, in the order of Unicode. */
export function emojiData(): Emoji[] {
  const others = new Map(english.map((one) => [one.hexcode, one]));
  return french
    .filter(({ group }) => group !== undefined && group !== components)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ hexcode, unicode, label, tags = [], group = 0, skins = [] }) => {
      const other = others.get(hexcode);
      const codes = [...listed(englishCodes[hexcode]), ...listed(frenchCodes[hexcode])];
      const words = [label, ...tags, other?.label ?? '', ...(other?.tags ?? []), ...codes.map((code) => code.replaceAll('_', ' '))];
      return {
        unicode,
        group,
        names: { fr: label, en: other?.label ?? label },
        codes: { en: listed(englishCodes[hexcode])[0] ?? '', fr: listed(frenchCodes[hexcode])[0] ?? '' },
        aliases: codes,
        words: words.map((word) => folded(word)),
        skins: skins.map((skin) => skin.unicode),
      };
    });
}
