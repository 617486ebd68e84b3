import { emojiNames as englishNames } from './en/emoji-names.ts';
import { emojiNames as frenchNames } from './fr/emoji-names.ts';
import { language } from './language.svelte.ts';
import { sasSymbols } from './sas-symbols.ts';

/** An emoji of a comparison as it is shown and read aloud. */
export const sasEmoji = (index: number): { symbol: string; name: string } => ({
  symbol: sasSymbols[index] ?? '',
  name: (language() === 'fr' ? frenchNames : englishNames)[index] ?? '',
});
