/** Bodies are searched in this many first characters; a pattern of the agent is no longer than that of an identifier. */
const searched = 20_000;
const longestPattern = 255;

/** Whether the whole value matches a glob (`*` any text, `?` one character), without regard to case (spec appendices 4.8). Linear but for `*`, which never goes back more than one. */
export function globMatches(value: string, pattern: string): boolean {
  const text = value.toLowerCase();
  const glob = pattern.slice(0, longestPattern).toLowerCase();
  let at = 0;
  let in_ = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    if (glob[in_] === '*') {
      star = in_++;
      starAt = at;
    } else if (in_ < glob.length && (glob[in_] === '?' || glob[in_] === text[at])) {
      in_++;
      at++;
    } else if (star >= 0) {
      in_ = star + 1;
      at = ++starAt;
    } else return false;
  }
  while (glob[in_] === '*') in_++;
  return in_ === glob.length;
}

/** Whether a glob matches somewhere in a text as whole words (spec 13.13.1.5.1, `content.body`). */
export function wordsMatch(body: string, pattern: string): boolean {
  const text = body.slice(0, searched);
  const glob = pattern.slice(0, longestPattern);
  if (glob === '') return false;
  if (!/[*?]/.test(glob)) return hasWords(text, glob);
  // A glob is tried on one word at a time, so that no text makes the search explode.
  if (/\s/u.test(glob)) return globMatches(text, `*${glob}*`);
  return text.split(/\s+/u).some((word) => globMatches(word, glob) || globMatches(word.replace(edges, ''), glob));
}

const edges = /^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_]+$/gu;

/** A text as whole words, without regard to case. */
export function hasWords(body: string, words: string): boolean {
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'iu').test(body.slice(0, searched));
}
