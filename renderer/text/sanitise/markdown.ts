import { Marked, type Token } from 'marked';
import { cleanOutgoingHtml } from './html.ts';

const off = (): undefined => undefined;

/**
 * What agents type without knowing that it is Markdown: emphasis, strike, code, quotes, lists, links,
 * tables. Left out because they surprise: HTML, indented code, headings, reference definitions, and
 * addresses, which every client makes links of by itself.
 */
const marked = new Marked({
  gfm: true,
  breaks: true,
}).use({ tokenizer: { html: off, tag: off, code: off, heading: off, lheading: off, def: off, hr: off, url: off, autolink: off } });

const plainTypes = new Set(['paragraph', 'text', 'br', 'space']);

const isFormatted = (tokens: Token[]): boolean => {
  let formatted = false;
  void marked.walkTokens(tokens, (token) => {
    if (!plainTypes.has(token.type)) formatted = true;
  });
  return formatted;
};

/** A lone paragraph is sent without its tags, as other clients do. */
const unwrapped = (html: string): string => {
  const inner = /^<p>([\s\S]*)<\/p>\n?$/u.exec(html)?.[1];
  return inner === undefined || inner.includes('<p>') ? html.trim() : inner;
};

/** `org.matrix.custom.html` for what was typed, or null where plain text says it all. The body stays what was typed. */
export const markdownToHtml = (typed: string): string | null => {
  const tokens = marked.lexer(typed);
  if (!isFormatted(tokens)) return null;
  return unwrapped(cleanOutgoingHtml(marked.parser(tokens))) || null;
};
