import { cleanName } from './sanitise/index.ts';

/** Text of other people on one line, cleaned of what hides or reorders, and cut at `limit` characters. May be empty. */
export const oneLine = (text: string, limit = 255): string => [...cleanName(text.slice(0, limit * 4))].slice(0, limit).join('');

/** Letters to search by: without accents, ligatures, case and direction marks. « Évènement » and « evenement » are the same. */
export const folded = (text: string): string =>
  oneLine(text, 1000).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae');
