import { parentPort } from 'node:worker_threads';
import type { SpellingLanguage } from '../../preload/contract/index.ts';
import { readDictionary, type Dictionary } from './dictionary.ts';
import { isRight, suggestionsFor } from './speller.ts';

/** Either the words to check, of which those that are wrong come back, or the one to suggest others for. */
export interface Question {
  id: number;
  languages: readonly SpellingLanguage[];
  check?: readonly string[];
  suggest?: string;
}
export interface Answer {
  id: number;
  words: string[];
}

const read = new Map<SpellingLanguage, Dictionary>();

/** Those that are asked for now; what nobody asks for any more is let go. */
function dictionariesOf(languages: readonly SpellingLanguage[]): Dictionary[] {
  for (const language of read.keys()) if (!languages.includes(language)) read.delete(language);
  return languages.map((language) => {
    const dictionary = read.get(language) ?? readDictionary(language);
    read.set(language, dictionary);
    return dictionary;
  });
}

parentPort?.on('message', ({ id, languages, check = [], suggest }: Question) => {
  const dictionaries = dictionariesOf(languages);
  const words = suggest === undefined ? check.filter((word) => !isRight(word, dictionaries)) : suggestionsFor(suggest, dictionaries);
  parentPort?.postMessage({ id, words } satisfies Answer);
});
