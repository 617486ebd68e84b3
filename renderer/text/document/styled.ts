import type { Mark } from './types.ts';

/**
 * What the `style` of pasted HTML says. Read as text: the policy of the page refuses such an attribute,
 * and `element.style` is then empty. Office programs and browsers say with it what tags say elsewhere.
 */
const styleOf = (element: Element): string => element.getAttribute('style') ?? '';
const weightOf = (element: Element): string => /font-weight:\s*(\w+)/iu.exec(styleOf(element))?.[1]?.toLowerCase() ?? '';

/** A tag of bold that only carries the rest: Google Docs puts one around all that it copies. */
export const isLight = (element: Element): boolean => ['normal', '400'].includes(weightOf(element));

/** Marks that a `span` stands for. */
export function styledMarks(element: Element): Mark[] {
  const marks: Mark[] = [];
  if (/^(?:bold|bolder|[6-9]00)$/u.test(weightOf(element))) marks.push({ type: 'strong' });
  if (/font-style:\s*italic/iu.test(styleOf(element))) marks.push({ type: 'em' });
  if (/text-decoration(?:-line)?:[^;]*line-through/iu.test(styleOf(element))) marks.push({ type: 'strike' });
  return marks;
}

/** The sign before an item of a list of Word, which is text there. */
export const isListSign = (element: Element): boolean => /mso-list:\s*ignore/iu.test(styleOf(element));

/** The list that a paragraph of Word is an item of; null where it is a paragraph. */
export function listOfWord(element: Element): 'bullet_list' | 'ordered_list' | null {
  if (!/mso-list:\s*l\d/iu.test(styleOf(element))) return null;
  const sign = [...element.querySelectorAll('[style]')].find(isListSign)?.textContent ?? '';
  return /^\s*\w{1,5}[.)]/u.test(sign) ? 'ordered_list' : 'bullet_list';
}
