import { cleanText, linkTarget } from '../sanitise/index.ts';
import { normalised, paragraph } from './normalise.ts';
import { isLight, isListSign, listOfWord, styledMarks } from './styled.ts';
import {
  everybodyMention,
  languagePattern,
  maxDepth,
  plainDocument,
  type Block,
  type Document,
  type Inline,
  type ListItem,
  type Mark,
} from './types.ts';

/** Longer HTML is taken for its text alone; characters. */
const maxHtml = 400_000;
const maxNodes = 20_000;

export type ParseOptions = {
  /** Whether `@room` in the text is a mention of all. */
  room: boolean;
};

/** Where the walk stands: blocks so far, the line that is open, and whether a paragraph with distance of its own ended. */
type Walk = { blocks: Block[]; line: Inline[]; distance: boolean; options: ParseOptions; budget: { nodes: number }; depth: number };

const inlineMarks: Record<string, Mark> = {
  STRONG: { type: 'strong' },
  B: { type: 'strong' },
  EM: { type: 'em' },
  I: { type: 'em' },
  U: { type: 'underline' },
  INS: { type: 'underline' },
  DEL: { type: 'strike' },
  S: { type: 'strike' },
  STRIKE: { type: 'strike' },
  CODE: { type: 'code' },
  TT: { type: 'code' },
  KBD: { type: 'code' },
};
const distant = new Set(['P', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6']);
const blockTags = new Set([
  ...distant,
  'DIV',
  'SECTION',
  'ARTICLE',
  'HEADER',
  'FOOTER',
  'MAIN',
  'DETAILS',
  'SUMMARY',
  'TR',
  'CAPTION',
  'DL',
  'DT',
  'DD',
  'HR',
]);
const ignored = new Set([
  'STYLE',
  'SCRIPT',
  'TEMPLATE',
  'TITLE',
  'HEAD',
  'META',
  'LINK',
  'MX-REPLY',
  'IFRAME',
  'OBJECT',
  'SVG',
  'MATH',
  'TEXTAREA',
  'SELECT',
]);

/** Line breaks of the source are spaces; other spaces are what somebody typed. */
const flowing = (text: string): string => text.replace(/[ \t]*[\r\n]+[ \t\r\n]*/gu, ' ');

/** Text of others is cleaned of what turns or hides it, as everywhere (`sanitise/characters.ts`). */
function textOf(given: string, marks: Mark[], { room }: ParseOptions): Inline[] {
  const text = cleanText(given);
  const pieces = room && !marks.some(({ type }) => type === 'code') ? text.split(/(?<![\p{L}\p{N}_])(@room)(?![\p{L}\p{N}_:.-])/u) : [text];
  return pieces.map((piece, index): Inline => (index % 2 === 1 ? { ...everybodyMention(), marks } : { type: 'text', text: piece, marks }));
}

function endLine(walk: Walk, always: boolean): void {
  if (always || walk.line.length > 0) walk.blocks.push(paragraph(walk.line));
  walk.line = [];
}

/** A block begins or ends: its line with it. Blank text between blocks is layout of the source. */
function breakBlock(walk: Walk): void {
  const blank = walk.line.every((one) => one.type === 'text' && one.text.trim() === '');
  if (blank) walk.line = [];
  endLine(walk, false);
}

function push(walk: Walk, block: Block): void {
  breakBlock(walk);
  walk.blocks.push(block);
  walk.distance = false;
}

function link(element: Element, marks: Mark[]): { mention: Inline } | { marks: Mark[] } {
  const target = linkTarget(element.getAttribute('href') ?? '');
  const label = (element.textContent ?? '').replace(/\s+/gu, ' ').trim();
  if (target?.kind === 'user' && label !== '')
    return {
      mention: { type: 'mention', attrs: { ref: target.userId, label: label.startsWith('@') ? label : `@${label}`, via: '' }, marks },
    };
  if (target?.kind === 'room' && label !== '')
    return {
      mention: { type: 'mention', attrs: { ref: target.room, label: label.startsWith('#') ? label : `#${label}`, via: target.via }, marks },
    };
  return { marks: target?.kind === 'outside' ? [...marks, { type: 'link', attrs: { href: target.url } }] : marks };
}

function marksFrom(element: Element, marks: Mark[]): Mark[] {
  const mark = inlineMarks[element.tagName];
  if (mark) return mark.type === 'strong' && isLight(element) ? marks : [...marks, mark];
  if (element.hasAttribute('data-mx-spoiler'))
    return [...marks, { type: 'spoiler', attrs: { reason: (element.getAttribute('data-mx-spoiler') ?? '').slice(0, 200) } }];
  if (/^H[1-6]$/u.test(element.tagName)) return [...marks, { type: 'strong' }];
  if (element.tagName === 'SPAN') return [...marks, ...styledMarks(element)];
  return marks;
}

function code(element: Element): Block {
  const language = /(?:^|\s)language-(\S+)/u.exec(element.querySelector('code')?.className ?? '')?.[1] ?? '';
  const text = (element.textContent ?? '').replace(/\n$/u, '');
  const content = text === '' ? {} : { content: [{ type: 'text' as const, text }] };
  return { type: 'code_block', attrs: { language: languagePattern.test(language) ? language : '' }, ...content };
}

function inside(element: Element, walk: Walk, marks: Mark[]): Block[] {
  const inner: Walk = { ...walk, blocks: [], line: [], distance: false, depth: walk.depth + 1 };
  visit(element.childNodes, inner, marks);
  breakBlock(inner);
  return inner.blocks;
}

function itemOf(element: Element, walk: Walk, marks: Mark[]): ListItem {
  const blocks = inside(element, walk, marks);
  const [first, ...rest] = blocks;
  return first?.type === 'paragraph'
    ? { type: 'list_item', content: [first, ...rest] }
    : { type: 'list_item', content: [{ type: 'paragraph' }, ...blocks] };
}

/** Paragraphs of Word that follow one another as items are one list. */
function wordItem(element: Element, type: 'bullet_list' | 'ordered_list', walk: Walk, marks: Mark[]): void {
  breakBlock(walk);
  const item = itemOf(element, walk, marks);
  const last = walk.blocks.at(-1);
  if (last?.type === type) last.content.push(item);
  else push(walk, type === 'bullet_list' ? { type, content: [item] } : { type, attrs: { order: 1 }, content: [item] });
}

function list(element: Element, walk: Walk, marks: Mark[]): Block {
  const items = [...element.children].map((child) => itemOf(child, walk, marks));
  if (element.tagName === 'UL') return { type: 'bullet_list', content: items };
  const start = Number(element.getAttribute('start') ?? 1);
  return { type: 'ordered_list', attrs: { order: Number.isSafeInteger(start) && start >= 0 && start < 1e6 ? start : 1 }, content: items };
}

const blockDrawers: Record<string, (element: Element, walk: Walk, marks: Mark[]) => Block> = {
  PRE: code,
  BLOCKQUOTE: (element, walk, marks) => ({ type: 'blockquote', content: inside(element, walk, marks) }),
  UL: list,
  OL: list,
};

function visitBlock(element: Element, walk: Walk, marks: Mark[]): void {
  breakBlock(walk);
  const far = distant.has(element.tagName);
  if (far && walk.distance) walk.blocks.push({ type: 'paragraph' });
  const before = walk.blocks.length;
  walk.distance = false;
  visit(element.childNodes, walk, marks);
  breakBlock(walk);
  walk.distance = far && walk.blocks.length > before;
}

function visitElement(element: Element, walk: Walk, marks: Mark[]): void {
  const tag = element.tagName.toUpperCase();
  if (ignored.has(tag) || isListSign(element)) return;
  if (tag === 'BR') return endLine(walk, true);
  if (tag === 'IMG') return void walk.line.push(...textOf(element.getAttribute('alt') ?? '', marks, walk.options));
  const wordList = walk.depth < maxDepth && tag === 'P' ? listOfWord(element) : null;
  if (wordList) return wordItem(element, wordList, walk, marks);
  const block = walk.depth < maxDepth ? blockDrawers[tag] : undefined;
  if (block) return push(walk, block(element, walk, marks));
  if (tag === 'A') {
    const made = link(element, marks);
    return 'mention' in made ? void walk.line.push(made.mention) : visit(element.childNodes, walk, made.marks);
  }
  const inner = marksFrom(element, marks);
  if (blockTags.has(tag) || tag === 'LI' || tag === 'UL' || tag === 'OL' || tag === 'PRE' || tag === 'BLOCKQUOTE')
    return visitBlock(element, walk, inner);
  visit(element.childNodes, walk, inner);
  if (tag === 'TD' || tag === 'TH') walk.line.push({ type: 'text', text: ' ', marks });
}

function visit(nodes: Iterable<Node>, walk: Walk, marks: Mark[]): void {
  for (const node of nodes) {
    walk.budget.nodes -= 1;
    if (walk.budget.nodes < 0) return;
    if (node.nodeType === Node.TEXT_NODE) {
      const raw = node.nodeValue ?? '';
      const text = walk.line.length === 0 ? flowing(raw.replace(/^[ \t]*[\r\n]\s*/u, '')) : flowing(raw);
      walk.line.push(...textOf(text, marks, walk.options));
    } else if (node instanceof Element) visitElement(node, walk, marks);
  }
}

/**
 * Reads HTML of a message or of the clipboard. Only what the editor knows comes out, whatever goes in:
 * the HTML is parsed in a document that runs and loads nothing, and rebuilt. Null where there is no text.
 */
export function documentFromHtml(html: string, options: ParseOptions): Document | null {
  // Within a body that is open already, space at the beginning stays.
  const parsed = new DOMParser().parseFromString(`<body>${html.slice(0, maxHtml)}`, 'text/html');
  const walk: Walk = { blocks: [], line: [], distance: false, options, budget: { nodes: maxNodes }, depth: 0 };
  visit(parsed.body.childNodes, walk, []);
  breakBlock(walk);
  const document = normalised({ type: 'doc', content: walk.blocks });
  return document.content.length === 1 && document.content[0]?.type === 'paragraph' && !document.content[0].content ? null : document;
}

/** Reads plain text: every character stays. */
export function documentFromText(text: string, options: ParseOptions): Document {
  const { content } = plainDocument(text);
  const lines = content.map((block) =>
    block.type === 'paragraph'
      ? paragraph((block.content ?? []).flatMap((one) => (one.type === 'text' ? textOf(one.text, [], options) : [one])))
      : block,
  );
  return { type: 'doc', content: lines };
}

/** Reads a message that is to be changed. */
export const documentOf = (body: string, html: string | null, options: ParseOptions): Document =>
  (html === null ? null : documentFromHtml(html, options)) ?? normalised(documentFromText(body, options));
