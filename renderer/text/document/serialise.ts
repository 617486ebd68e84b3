import type { Mentions, UserId } from '../../../preload/contract/index.ts';
import { normalised } from './normalise.ts';
import { everybody, type Block, type Document, type Inline, type ListItem, type Mark, type Mention } from './types.ts';

/** What is sent of a document: `html` is `org.matrix.custom.html`, null where the body says it all. */
export type Written = { body: string; html: string | null; mentions: Mentions };

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const quoted = (text: string): string => escape(text).replaceAll('"', '&quot;');

const tags = { strong: 'strong', em: 'em', underline: 'u', strike: 'del', code: 'code' } as const;

function opened(mark: Mark): string {
  if (mark.type === 'link') return `<a href="${quoted(mark.attrs.href)}">`;
  if (mark.type === 'spoiler')
    return mark.attrs.reason === '' ? '<span data-mx-spoiler>' : `<span data-mx-spoiler="${quoted(mark.attrs.reason)}">`;
  return `<${tags[mark.type]}>`;
}

const closed = (mark: Mark): string => (mark.type === 'link' ? '</a>' : mark.type === 'spoiler' ? '</span>' : `</${tags[mark.type]}>`);

/** `https://matrix.to/#/...` of a user or room (appendices, matrix.to navigation). */
function mentionAddress(ref: string, via: string): string {
  const id = encodeURIComponent(ref).replaceAll('%40', '@').replaceAll('%3A', ':');
  return `https://matrix.to/#/${id}${via === '' ? '' : `?via=${encodeURIComponent(via)}`}`;
}

function mentionHtml({ attrs: { ref, label, via } }: Mention): string {
  return ref === everybody ? escape(label) : `<a href="${quoted(mentionAddress(ref, via))}">${escape(label)}</a>`;
}

function inlineHtml(content: readonly Inline[]): string {
  let html = '';
  let open: Mark[] = [];
  const same = (a: Mark | undefined, b: Mark | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);
  for (const one of content) {
    const marks = one.marks ?? [];
    let shared = 0;
    while (shared < open.length && same(open[shared], marks[shared])) shared += 1;
    html += open.slice(shared).reverse().map(closed).join('') + marks.slice(shared).map(opened).join('');
    html += one.type === 'text' ? escape(one.text) : mentionHtml(one);
    open = marks;
  }
  return html + open.reverse().map(closed).join('');
}

/** Lines are parted by `<br>`; lists, quotes and code stand between them. */
function blocksHtml(blocks: readonly Block[]): string {
  return blocks
    .map((block, index) => {
      if (block.type !== 'paragraph') return blockHtml(block);
      const line = inlineHtml(block.content ?? []);
      return index > 0 && blocks[index - 1]?.type === 'paragraph' ? `<br>${line}` : line;
    })
    .join('');
}

function blockHtml(block: Exclude<Block, { type: 'paragraph' }>): string {
  if (block.type === 'blockquote') return `<blockquote>${blocksHtml(block.content)}</blockquote>`;
  if (block.type === 'code_block') {
    const language = block.attrs.language === '' ? '' : ` class="language-${quoted(block.attrs.language)}"`;
    return `<pre><code${language}>${escape(block.content?.[0]?.text ?? '')}\n</code></pre>`;
  }
  const items = block.content.map((item) => `<li>${blocksHtml(item.content)}</li>`).join('');
  if (block.type === 'bullet_list') return `<ul>${items}</ul>`;
  return block.attrs.order === 1 ? `<ol>${items}</ol>` : `<ol start="${block.attrs.order}">${items}</ol>`;
}

const markOf = <T extends Mark['type']>(one: Inline, type: T) =>
  one.marks?.find((mark): mark is Extract<Mark, { type: T }> => mark.type === type);

/** What stands in the body for what must be asked for (spec 11.2.1.7, spoilers). */
const spoilerBody = (reason: string): string => (reason === '' ? '[Spoiler]' : `[Spoiler : ${reason}]`);

function inlineBody(content: readonly Inline[]): string {
  let body = '';
  for (const [index, one] of content.entries()) {
    const [spoiler, link] = [markOf(one, 'spoiler'), markOf(one, 'link')];
    const [next, before] = [content[index + 1], content[index - 1]];
    if (spoiler) {
      if (!before || markOf(before, 'spoiler')?.attrs.reason !== spoiler.attrs.reason) body += spoilerBody(spoiler.attrs.reason);
      continue;
    }
    const text = one.type === 'text' ? one.text : one.attrs.label;
    const ends = link && (!next || markOf(next, 'link')?.attrs.href !== link.attrs.href);
    body += ends && !body.concat(text).endsWith(link.attrs.href) ? `${text} (${link.attrs.href})` : text;
  }
  return body;
}

const indented = (text: string, first: string, others: string): string =>
  text
    .split('\n')
    .map((line, index) => (index === 0 ? first : others) + line)
    .join('\n');

function itemBody(item: ListItem, sign: string): string {
  return indented(blocksBody(item.content), sign, ' '.repeat(sign.length));
}

function blockBody(block: Block): string {
  if (block.type === 'paragraph') return inlineBody(block.content ?? []);
  if (block.type === 'blockquote') return indented(blocksBody(block.content), '> ', '> ');
  if (block.type === 'code_block') return `\`\`\`${block.attrs.language}\n${block.content?.[0]?.text ?? ''}\n\`\`\``;
  const sign = (index: number): string => (block.type === 'bullet_list' ? '- ' : `${block.attrs.order + index}. `);
  return block.content.map((item, index) => itemBody(item, sign(index))).join('\n');
}

const blocksBody = (blocks: readonly Block[]): string => blocks.map(blockBody).join('\n');

function* inlinesOf(blocks: readonly Block[]): Generator<Inline> {
  for (const block of blocks) {
    if (block.type === 'paragraph') yield* block.content ?? [];
    else if (block.type === 'blockquote') yield* inlinesOf(block.content);
    else if (block.type !== 'code_block') for (const item of block.content) yield* inlinesOf(item.content);
  }
}

function mentionsIn(document: Document): Mentions {
  const refs = [...inlinesOf(document.content)].flatMap((one) => (one.type === 'mention' ? [one.attrs.ref] : []));
  const users = refs.filter((ref): ref is UserId => ref.startsWith('@') && ref !== everybody);
  return { userIds: [...new Set(users)], room: refs.includes(everybody) };
}

/** Whether plain text says all of it. `@room` needs no link. */
const isPlain = (document: Document): boolean =>
  document.content.every((block) => block.type === 'paragraph') &&
  [...inlinesOf(document.content)].every((one) => !one.marks?.length && (one.type === 'text' || one.attrs.ref === everybody));

/**
 * A document as `body`, `formatted_body` (tags of spec 11.2.1.7 alone) and `m.mentions` (11.37). The body
 * is what is shown, with signs for lists and quotes.
 */
export function written(document: Document): Written {
  const normal = normalised(document);
  const html = isPlain(normal) ? null : blocksHtml(normal.content);
  return { body: blocksBody(normal.content), html, mentions: mentionsIn(normal) };
}
