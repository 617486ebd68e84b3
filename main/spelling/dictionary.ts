import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { DictionaryInformation } from '@cspell/cspell-types';
import english from '@cspell/dict-en-gb-mit/cspell-ext.json' with { type: 'json' };
import american from '@cspell/dict-en_us/cspell-ext.json' with { type: 'json' };
import french from '@cspell/dict-fr-fr/cspell-ext.json' with { type: 'json' };
import german from '@cspell/dict-de-de/cspell-ext.json' with { type: 'json' };
import spanish from '@cspell/dict-es-es/cspell-ext.json' with { type: 'json' };
import { decodeTrie, mapDictionaryInformationToWeightMap } from 'cspell-trie-lib';
import type { SpellingLanguage } from '../../preload/contract/index.ts';

/** Words of one language, whole: with capitals, accents and typographic apostrophes as they are written. */
export interface Dictionary {
  has(word: string): boolean;
  /** Words near to one, with how far they are: 100 is a letter, 1 an accent. */
  near(word: string): { word: string; cost: number }[];
}

/** The words, and what mistakes are likely in the language. */
const sources: Record<
  SpellingLanguage,
  { words: URL; about: { dictionaryDefinitions: { dictionaryInformation: DictionaryInformation }[] } }
> = {
  fr: { words: new URL('../../node_modules/@cspell/dict-fr-fr/fr-fr.trie.gz', import.meta.url), about: french },
  'en-GB': { words: new URL('../../node_modules/@cspell/dict-en-gb-mit/en_GB.trie.gz', import.meta.url), about: english },
  'en-US': { words: new URL('../../node_modules/@cspell/dict-en_us/en_US.trie.gz', import.meta.url), about: american },
  de: { words: new URL('../../node_modules/@cspell/dict-de-de/de_DE.trie.gz', import.meta.url), about: german },
  es: { words: new URL('../../node_modules/@cspell/dict-es-es/Spanish.trie.gz', import.meta.url), about: spanish },
};

/** Reads a dictionary from disk: as it was built, in 15 ms, or as its package has it (from the sources), in a second. */
export function readDictionary(language: SpellingLanguage): Dictionary {
  const { words, about } = sources[language];
  const bytes = readFileSync(words);
  const trie = decodeTrie(words.pathname.endsWith('.gz') ? gunzipSync(bytes) : bytes);
  const information = about.dictionaryDefinitions[0]?.dictionaryInformation;
  const weightMap = information && mapDictionaryInformationToWeightMap(information);
  return {
    has: (word) => trie.hasWord(word, true),
    near: (word) => trie.suggestWithCost(word, { numSuggestions: 20, timeout: 300, ...(weightMap ? { weightMap } : {}) }),
  };
}
