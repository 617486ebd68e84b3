import type { SearchWord } from '../store/index.ts';

/** Part of a text, and where in it (UTF-16 units, from and up to) the words stand. */
export interface Excerpt {
  text: string;
  marks: [from: number, to: number][];
}

/** Characters shown, and how many of them before the first mark. */
const length = 220;
const before = 60;

/** Without accents and capitals, one unit for one unit, so that places stay the same. */
const fold = (text: string): string =>
  [...text]
    .map((one) => {
      const plain = one.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
      return plain.length === one.length ? plain : one;
    })
    .join('');

const isWordPart = (one: string | undefined): boolean => one !== undefined && /[\p{L}\p{N}]/u.test(one);

function placesOf(folded: string, { text, prefix }: SearchWord): [number, number][] {
  const wanted = fold(text);
  const places: [number, number][] = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    if (!isWordPart(folded[at - 1]) && (prefix || !isWordPart(folded[end]))) places.push([at, end]);
  }
  return places;
}

/** Sorted, and without those that overlap an earlier one. */
function apart(places: [number, number][]): [number, number][] {
  const sorted = places.sort(([a], [b]) => a - b);
  let free = 0;
  return sorted.filter(([from, to]) => from >= free && ((free = to), true));
}

/** What is shown of a message: around the first word that was found, else its beginning; on one line. */
export function excerptOf(body: string, words: readonly SearchWord[]): Excerpt {
  const line = body.replace(/\s+/gu, ' ').trim();
  const marks = apart(words.flatMap((word) => placesOf(fold(line), word)));
  const first = marks[0]?.[0] ?? 0;
  const start = first <= before ? 0 : startOfWord(line, first - before);
  const end = Math.min(line.length, start + length);
  const head = start === 0 ? '' : '…';
  const shift = head.length - start;
  return {
    text: `${head}${line.slice(start, end).toWellFormed()}${end < line.length ? '…' : ''}`,
    marks: marks.filter(([from, to]) => from >= start && to <= end).map(([from, to]) => [from + shift, to + shift]),
  };
}

/** The beginning of the word at `at`, or what comes nearest. */
const startOfWord = (line: string, at: number): number => line.lastIndexOf(' ', at) + 1;
