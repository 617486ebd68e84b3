/** Cyrillic and Greek letters that look like Latin ones (Unicode TR39, those of names), each over what it looks like. */
const likenesses: readonly [string, string][] = [
  ['авекмнорстухіјѕԁԛԝһ', 'abekmhopctyxijsdqwh'],
  ['αβεζηικμνορτυχ', 'abezhikmvoptux'],
];
const latin = new Map(likenesses.flatMap(([letters, looks]) => [...letters].map((letter, at) => [letter, looks[at] ?? letter])));
const other = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Cherokee}\p{Script=Armenian}]/u;

/** What a name looks like: equal where the eye cannot tell two apart. */
export function lookOf(name: string): string {
  const plain = name
    .normalize('NFKC')
    .replace(/[\u200C\u200D]/gu, '')
    .toLowerCase();
  return other.test(plain) ? [...plain].map((letter) => latin.get(letter) ?? letter).join('') : plain;
}

/** Whether Latin letters stand in one word with those of a script that imitates them. */
export const mixesScripts = (name: string): boolean =>
  other.test(name) && name.split(/[\s.'’-]+/u).some((word) => other.test(word) && /\p{Script=Latin}/u.test(word));
