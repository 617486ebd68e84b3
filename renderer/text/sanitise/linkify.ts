/** A piece of running text: words, or an address found in them. */
export type Piece = { text: string; href: string | null };

/**
 * Web, mail, matrix and tchap addresses. Bounded repetitions keep the search linear on hostile text;
 * French quotation marks and non-breaking spaces end an address.
 */
const address =
  /\b(?:https?:\/\/|www\.)[^\s<>"«»\u00a0\u202f]{2,2048}|\bmatrix:[a-z]+\/[^\s<>"«»\u00a0\u202f]{1,512}|\btchap:\/\/[^\s<>"«»\u00a0\u202f]{1,512}|(?<![\w.+@-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/giu;

const closing: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** Punctuation that ends a sentence is not part of the address before it, unless it closes what the address opened. */
const trimmed = (found: string): string => {
  let end = found.length;
  while (end > 0) {
    const last = found[end - 1] as string;
    const opener = closing[last];
    const body = found.slice(0, end);
    const balanced = opener !== undefined && body.split(opener).length >= body.split(last).length;
    if (balanced || !/[.,;:!?'"’”…)\]}*_~]/u.test(last)) break;
    end -= 1;
  }
  return found.slice(0, end);
};

const hrefOf = (text: string): string => {
  if (/^www\./iu.test(text)) return `https://${text}`;
  return /^(?:https?|matrix|tchap):/iu.test(text) ? text : `mailto:${text}`;
};

/** Cuts a text into words and addresses, in order; joined they are the text. */
export const linkify = (text: string): Piece[] => {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const found = trimmed(match[0]);
    if (found.length < 4) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), href: null });
    pieces.push({ text: found, href: hrefOf(found) });
    from = match.index + found.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), href: null });
  return pieces;
};
