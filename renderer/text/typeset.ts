const noBreak = '\u00a0';

/** French print: the spaces inside « » and before double signs never break a line. */
const bind = (text: string): string => text.replace(/« /gu, `«${noBreak}`).replace(/ (?=[»:;?!])/gu, noBreak);

type Sentence = (...args: unknown[]) => string;

/** The same words with the spaces of French print, in sentences that are made from data too. */
export function typeset<T extends object>(words: T): T {
  const set = (value: unknown): unknown => {
    if (typeof value === 'string') return bind(value);
    if (typeof value === 'function') return (...args: unknown[]) => bind((value as Sentence)(...args));
    return typeset(value as object);
  };
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, set(value)])) as T;
}
