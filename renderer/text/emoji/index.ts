import { folded } from '../plain.ts';
import type { Emoji } from './types.ts';

export type { Emoji };

let loading: Promise<readonly Emoji[]> | null = null;

/** Every emoji with its French and English names; read from disk at the first call. */
export const loadEmoji = (): Promise<readonly Emoji[]> => (loading ??= import('./data.ts').then(({ emojiData }) => emojiData()));

/** The emoji of a short name in either language, `:pouce_vers_le_haut:` or `:+1:`, written without colons. */
export const emojiOf = (all: readonly Emoji[], code: string): Emoji | null =>
  all.find(({ aliases }) => aliases.includes(code.toLowerCase())) ?? null;

function rank({ words, aliases }: Emoji, query: string, code: string): number {
  if (aliases.includes(code)) return 0;
  if (aliases.some((alias) => alias.startsWith(code))) return 1;
  const at = words.findIndex((word) => word.startsWith(query));
  if (at >= 0) return 2 + at / 100;
  return words.some((word) => word.includes(` ${query}`)) ? 4 : -1;
}

/** Those whose name, tag or short name begins with the words, in both languages; best first. All where nothing is asked. */
export function findEmoji(all: readonly Emoji[], asked: string, most: number): Emoji[] {
  const query = folded(asked.replaceAll('_', ' ')).trim();
  if (query === '') return all.slice(0, most);
  const code = query.replaceAll(' ', '_');
  return all
    .map((emoji, order) => ({ emoji, order, rank: rank(emoji, query, code) }))
    .filter((one) => one.rank >= 0)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .slice(0, most)
    .map(({ emoji }) => emoji);
}
