import { cleanText } from '../sanitise/characters.ts';
import { markOrder, type Block, type Document, type Inline, type ListItem, type Mark, type Paragraph } from './types.ts';

const rank = (mark: Mark): number => markOrder.indexOf(mark.type);

/** Marks in their order, each once; code stands alone but for a link, and a mention is no link but its own. */
function marksOf({ type, marks = [] }: Inline): Mark[] {
  const unique = new Map(marks.map((mark) => [mark.type, mark]));
  const code = type === 'text' && unique.has('code');
  const fits = (mark: Mark): boolean => {
    if (type === 'mention') return mark.type !== 'code' && mark.type !== 'link';
    return !code || mark.type === 'code' || mark.type === 'link';
  };
  return [...unique.values()].filter(fits).sort((a, b) => rank(a) - rank(b));
}

const sameMarks = (a: readonly Mark[] = [], b: readonly Mark[] = []): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Inline content without empty texts, neighbours with the same marks joined. What is never drawn is never sent: both are cleaned alike. */
export function joined(content: readonly Inline[]): Inline[] {
  const made: Inline[] = [];
  for (const inline of content) {
    const marks = marksOf(inline);
    const { marks: _, ...bare } = inline;
    const clean = bare.type === 'text' ? { ...bare, text: cleanText(bare.text) } : bare;
    const next: Inline = marks.length === 0 ? clean : { ...clean, marks };
    const last = made.at(-1);
    if (next.type === 'text' && next.text === '') continue;
    if (next.type === 'text' && last?.type === 'text' && sameMarks(last.marks, next.marks)) last.text += next.text;
    else made.push({ ...next });
  }
  return made;
}

export const paragraph = (content: readonly Inline[]): Paragraph => {
  const inline = joined(content);
  return inline.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content: inline };
};

const isBlank = (block: Block | undefined): boolean =>
  block?.type === 'paragraph' && (block.content ?? []).every((one) => one.type === 'text' && one.text.trim() === '');

/** No empty lines at the ends, nor beside a list, a quote or code, which keep their own distance. */
function withoutEdges(blocks: readonly Block[]): Block[] {
  let kept = [...blocks];
  const atEdge = (index: number): boolean =>
    isBlank(kept[index]) &&
    (index === 0 || index === kept.length - 1 || kept[index - 1]?.type !== 'paragraph' || kept[index + 1]?.type !== 'paragraph');
  for (let before = -1; before !== kept.length;) {
    before = kept.length;
    kept = kept.filter((_, index) => !atEdge(index));
  }
  return kept;
}

function item({ content: [first, ...rest] }: ListItem): ListItem {
  const lines = withoutEdges([...blocks([first]), ...blocks(rest)]);
  const [head] = lines;
  return head?.type === 'paragraph'
    ? { type: 'list_item', content: [head, ...lines.slice(1)] }
    : { type: 'list_item', content: [{ type: 'paragraph' }, ...lines] };
}

function block(one: Block): Block | null {
  if (one.type === 'paragraph') return paragraph(one.content ?? []);
  if (one.type === 'code_block') return codeBlock(one);
  if (one.type === 'blockquote') {
    const content = withoutEdges(blocks(one.content));
    return content.length === 0 ? null : { type: 'blockquote', content };
  }
  return one.content.length === 0 ? null : { ...one, content: one.content.map(item) };
}

function codeBlock(one: Extract<Block, { type: 'code_block' }>): Block | null {
  const text = cleanText(one.content?.[0]?.text ?? '');
  return text === '' ? null : { ...one, content: [{ type: 'text', text }] };
}

const blocks = (content: readonly Block[]): Block[] => content.flatMap((one) => block(one) ?? []);

/** The document as it is sent: what has no content is gone, and so are empty lines at the ends. Never without a line. */
export function normalised(document: Document): Document {
  const content = withoutEdges(blocks(document.content));
  return { type: 'doc', content: content.length === 0 ? [{ type: 'paragraph' }] : content };
}
