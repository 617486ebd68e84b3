import { Schema, type DOMOutputSpec, type Node } from 'prosemirror-model';

const hole = 0 as const;
const dataOf = (name: string) => (dom: HTMLElement) => dom.dataset[name] ?? '';

/**
 * The documents of `renderer/text/document`. Their HTML here is that of the field alone: what is sent is
 * written from the document, and what is pasted is read by the same hand.
 */
export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { content: 'inline*', group: 'block', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', { dir: 'auto' }, hole] },
    blockquote: {
      content: 'block+',
      group: 'block',
      defining: true,
      parseDOM: [{ tag: 'blockquote' }],
      toDOM: () => ['blockquote', hole],
    },
    code_block: {
      content: 'text*',
      marks: '',
      group: 'block',
      code: true,
      defining: true,
      attrs: { language: { default: '' } },
      parseDOM: [{ tag: 'pre', preserveWhitespace: 'full', getAttrs: (dom) => ({ language: dataOf('language')(dom) }) }],
      toDOM: ({ attrs }): DOMOutputSpec => ['pre', { 'data-language': String(attrs['language']) }, ['code', hole]],
    },
    bullet_list: { content: 'list_item+', group: 'block', parseDOM: [{ tag: 'ul' }], toDOM: () => ['ul', hole] },
    ordered_list: {
      content: 'list_item+',
      group: 'block',
      attrs: { order: { default: 1 } },
      parseDOM: [{ tag: 'ol', getAttrs: (dom) => ({ order: (dom as HTMLOListElement).start }) }],
      toDOM: ({ attrs }): DOMOutputSpec => ['ol', { start: String(attrs['order']) }, hole],
    },
    list_item: { content: 'paragraph block*', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', hole] },
    text: { group: 'inline' },
    mention: {
      inline: true,
      group: 'inline',
      atom: true,
      selectable: false,
      attrs: { ref: {}, label: {}, via: { default: '' } },
      parseDOM: [
        {
          tag: 'span[data-ref]',
          getAttrs: (dom) => ({ ref: dataOf('ref')(dom), label: dom.textContent ?? '', via: dataOf('via')(dom) }),
        },
      ],
      toDOM: ({ attrs }: Node): DOMOutputSpec => [
        'span',
        { class: 'pill', 'data-ref': String(attrs['ref']), 'data-via': String(attrs['via']), title: String(attrs['ref']) },
        String(attrs['label']),
      ],
      leafText: ({ attrs }) => String(attrs['label']),
    },
  },
  // From the outside in, as `markOrder` has them.
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [{ tag: 'a[href]', getAttrs: (dom) => ({ href: dom.getAttribute('href') ?? '' }) }],
      toDOM: ({ attrs }) => ['a', { href: String(attrs['href']), title: String(attrs['href']), rel: 'noopener noreferrer' }, hole],
    },
    spoiler: {
      attrs: { reason: { default: '' } },
      parseDOM: [{ tag: 'span.spoiler', getAttrs: (dom) => ({ reason: dataOf('reason')(dom) }) }],
      toDOM: ({ attrs }) => ['span', { class: 'spoiler', 'data-reason': String(attrs['reason']) }, hole],
    },
    strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', hole] },
    em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', hole] },
    underline: { parseDOM: [{ tag: 'u' }], toDOM: () => ['u', hole] },
    strike: { parseDOM: [{ tag: 'del' }, { tag: 's' }], toDOM: () => ['del', hole] },
    code: {
      code: true,
      inclusive: false,
      excludes: 'code strong em underline strike spoiler',
      parseDOM: [{ tag: 'code' }],
      toDOM: () => ['code', hole],
    },
  },
});

export const { nodes, marks } = schema;
