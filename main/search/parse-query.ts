import type { SearchWord } from '../store/index.ts';

/** Words of a query that count; more say nothing more. */
const mostWords = 12;

/**
 * Words and « phrases » of what an agent typed, in any quotation marks. The last word may be
 * unfinished where nothing follows it. What holds no letter or digit is no word.
 */
export function parseQuery(text: string): SearchWord[] {
  const parts = [...text.normalize('NFC').matchAll(/["«“]([^"»”]*)["»”]?|([^\s"«»“”]+)/gu)];
  const words = parts
    .map(([whole, phrase, word]) => ({ text: (phrase ?? word ?? '').trim(), prefix: phrase === undefined && text.endsWith(whole) }))
    .filter((word) => /[\p{L}\p{N}]/u.test(word.text));
  return words.slice(0, mostWords);
}
