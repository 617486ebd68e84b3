import { cleanName } from './sanitise/index.ts';

/** Text of other people on one line, cleaned of what hides or reorders; more than `limit` characters are cut, which « … » tells. May be empty. */
export function oneLine(text: string, limit = 255): string {
  const characters = [...cleanName(text.slice(0, limit * 4))];
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : characters.join('');
}

/** Letters to search by: without accents, ligatures, case and direction marks. « Évènement » and « evenement » are the same. */
export const folded = (text: string): string =>
  oneLine(text, 1000).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae');
