import type { Dictionary } from './dictionary.ts';

/** Words of every day in an administration that no dictionary has yet. */
const house = new Set(['tchap', 'visio', 'visios', 'email', 'emails', 'élysée', 'matignon', 'bercy', 'wifi']);
/** What stands before an apostrophe in French. */
const elided = /^(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)’/iu;

const lowered = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);
const capital = (word: string): boolean => lowered(word) !== word;
/** Names of things and of code, numbers: nothing to say of them. */
const special = (word: string): boolean => /[\p{N}_]/u.test(word) || /.\p{Lu}/u.test(word);

function known(word: string, dictionaries: readonly Dictionary[]): boolean {
  const forms = capital(word) ? [word, lowered(word)] : [word];
  return forms.some((form) => house.has(form) || dictionaries.some((dictionary) => dictionary.has(form)));
}

function right(word: string, dictionaries: readonly Dictionary[]): boolean {
  if (word.length < 2 || known(word, dictionaries)) return true;
  if (elided.test(word)) return right(word.replace(elided, ''), dictionaries);
  // « agent·e·s »: the word, and its other endings.
  if (word.includes('·')) return right(word.split('·')[0] ?? '', dictionaries);
  return word.includes('-') && word.split('-').every((part) => right(part, dictionaries));
}

/** Whether a word is right in one of the languages. Words with numbers, and with capitals inside, always are. */
export function isRight(word: string, dictionaries: readonly Dictionary[]): boolean {
  return dictionaries.length === 0 || special(word) || right(word.replaceAll("'", '’'), dictionaries);
}

/** Five words that may have been meant, the likeliest first, as it begins: with or without a capital, after the same elision. */
export function suggestionsFor(word: string, dictionaries: readonly Dictionary[]): string[] {
  const written = word.replaceAll("'", '’');
  const before = elided.exec(written)?.[0] ?? '';
  const rest = written.slice(before.length);
  const found = dictionaries.flatMap((dictionary) => dictionary.near(rest).filter((near) => dictionary.has(near.word)));
  // Words that are elided themselves come far from what was typed.
  const likely = found.filter((near) => !elided.test(near.word)).sort((a, b) => a.cost - b.cost);
  const apostrophe = word.includes("'") ? "'" : '’';
  const shown = likely.map((near) => before + (capital(rest) ? near.word.charAt(0).toUpperCase() + near.word.slice(1) : near.word));
  const words = shown.map((one) => one.replaceAll('’', apostrophe)).filter((one) => one !== word);
  // « réunion » alone where there is an island « Réunion » too.
  const first = new Map(words.toReversed().map((one) => [one.toLowerCase(), one]));
  return [...new Set(words.filter((one) => first.get(one.toLowerCase()) === one))].slice(0, 5);
}
