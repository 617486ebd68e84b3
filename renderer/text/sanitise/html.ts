import createPurifier, { type Config, type DOMPurify } from 'dompurify';
import { cleanName, cleanText } from './characters.ts';
import { linkify } from './linkify.ts';
import { isMisleading, linkTarget } from './links.ts';
import { showSpoiler } from './spoiler.ts';

/** Longer HTML is not drawn: the plain body stands in. */
export const maxHtmlLength = 100_000;
/** Depth the specification asks for (client-server API 11.2.1.1). */
const maxDepth = 100;
const maxElements = 5_000;

/** Tags of the specification, without `img` (nothing is loaded from a message), with their attributes. */
const allowed: Record<string, readonly string[]> = {
  ...Object.fromEntries(
    (
      'del h1 h2 h3 h4 h5 h6 blockquote p ul sup sub li b i u strong em s hr br div table thead tbody tr th td caption pre ' +
      'details summary strike'
    )
      .split(' ')
      .map((tag) => [tag, []]),
  ),
  a: ['href'],
  ol: ['start'],
  code: ['class'],
  span: ['data-mx-color', 'data-mx-bg-color', 'data-mx-spoiler'],
  font: ['color', 'data-mx-color'],
  img: ['alt', 'title'],
};

const config: Config & { RETURN_DOM_FRAGMENT: true } = {
  ALLOWED_TAGS: Object.keys(allowed),
  ALLOWED_ATTR: [...new Set(Object.values(allowed).flat())],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // Every value is held against this, not only addresses: what is no scheme passes here and is judged below.
  ALLOWED_URI_REGEXP: /^(?:(?:https?|mailto|matrix|tchap):|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/iu,
  ADD_FORBID_CONTENTS: ['mx-reply', 'title', 'textarea', 'select', 'canvas', 'object', 'form'],
  RETURN_DOM_FRAGMENT: true,
};

let purifier: DOMPurify | null = null;
/** One instance of our own, so that no other user of the library can add hooks to it. */
const purify = (html: string): DocumentFragment => (purifier ??= createPurifier(window)).sanitize(html, config);

const element = (tag: string, className: string, ...children: (Node | string)[]): HTMLElement => {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
};

/** A link that shows where it leads when its text says something else. Nobody follows it but through `data-link`. */
const link = (url: string, text: string, children: Node[], place: string, misleading: boolean): HTMLElement => {
  const anchor = element('a', 'link', ...(children.length > 0 ? children : [text])) as HTMLAnchorElement;
  anchor.href = url;
  anchor.rel = 'noopener noreferrer';
  anchor.title = url;
  anchor.dir = 'auto';
  if (!misleading) return anchor;
  anchor.classList.add('misleading');
  return element('span', '', anchor, element('span', 'link-place', ` (${place})`));
};

const pill = (userId: string, text: string): HTMLElement => {
  const name = cleanName(text) || userId;
  const made = element('bdi', 'pill', name.startsWith('@') ? name : `@${name}`);
  made.title = userId;
  made.dataset['userId'] = userId;
  return made;
};

/** The name of a room that leads to it. Followed through the conversation that holds it, as any link is. */
const roomPill = (url: string, room: string, text: string): HTMLElement => {
  const name = URL.canParse(text.trim()) ? room : cleanName(text) || room;
  const anchor = element('a', 'pill', name.startsWith('#') || name.startsWith('!') ? name : `#${name}`) as HTMLAnchorElement;
  anchor.href = url;
  anchor.rel = 'noopener noreferrer';
  anchor.title = room;
  anchor.dir = 'auto';
  return anchor;
};

/** A link for an address, or its text where the address is refused. */
const linked = (href: string, text: string, children: Node[]): Node => {
  const target = linkTarget(href);
  if (target === null) return element('span', '', ...children);
  if (target.kind === 'user') return pill(target.userId, text);
  if (target.kind === 'room') return roomPill(target.url, target.room, text);
  return link(target.url, text, children, target.place, isMisleading(text, target));
};

/** Running text with its addresses as links. */
const textNodes = (text: string): Node[] =>
  linkify(cleanText(text)).map((piece) =>
    piece.href === null ? document.createTextNode(piece.text) : linked(piece.href, piece.text, [document.createTextNode(piece.text)]),
  );

const colour = /^#[0-9a-f]{6}$/iu;

/** Colours as custom properties: the style sheet mixes them with the text colour, so that nothing can be hidden. */
const withColour = (from: Element, to: HTMLElement): void => {
  const text = from.getAttribute('data-mx-color') ?? from.getAttribute('color') ?? '';
  const ground = from.getAttribute('data-mx-bg-color') ?? '';
  if (colour.test(text)) to.style.setProperty('--mx-color', text);
  if (colour.test(ground)) to.style.setProperty('--mx-ground', ground);
  if (colour.test(text)) to.classList.add('coloured');
  if (colour.test(ground)) to.classList.add('grounded');
};

const spoiler = (from: Element, to: HTMLElement): void => {
  to.classList.add('spoiler');
  to.tabIndex = 0;
  to.setAttribute('role', 'button');
  to.dataset['reason'] = cleanName(from.getAttribute('data-mx-spoiler') ?? '');
  showSpoiler(to, false);
};

type Budget = { elements: number };
type Draw = (from: Element, children: Node[]) => Node;

/** How the tags that are more than themselves are drawn. */
const special: Record<string, Draw> = {
  a: (from, children) => linked(from.getAttribute('href') ?? '', from.textContent ?? '', children),
  img: (from) => document.createTextNode(cleanName(from.getAttribute('alt') ?? from.getAttribute('title') ?? '')),
  table: (_from, children) => element('div', 'table-box', element('table', '', ...children)),
  font: (from, children) => {
    const made = element('span', '', ...children);
    withColour(from, made);
    return made;
  },
  span: (from, children) => {
    const made = element('span', '', ...children);
    withColour(from, made);
    if (from.hasAttribute('data-mx-spoiler')) spoiler(from, made);
    return made;
  },
  code: (from, children) => {
    const made = element('code', '', ...children);
    const language = /(?:^|\s)language-([\w+#.-]{1,32})(?:\s|$)/u.exec(from.getAttribute('class') ?? '')?.[1];
    if (language !== undefined) made.dataset['language'] = language;
    return made;
  },
  ol: (from, children) => {
    const made = element('ol', '', ...children) as HTMLOListElement;
    const start = Number(from.getAttribute('start') ?? 1);
    if (Number.isSafeInteger(start) && Math.abs(start) < 1e6) made.start = start;
    return made;
  },
};

const blocks = new Set('p li blockquote h1 h2 h3 h4 h5 h6 td th pre div summary caption'.split(' '));

const drawElement = (from: Element, children: Node[]): Node => {
  const tag = from.tagName.toLowerCase();
  const draw = special[tag];
  if (draw) return draw(from, children);
  const made = element(tag === 'strike' ? 's' : tag, '', ...children);
  if (blocks.has(tag)) made.dir = 'auto';
  return made;
};

/** Rebuilds what was let through, node by node, so that only what is named above can come out. */
const rebuild = (nodes: Iterable<Node>, depth: number, literal: boolean, budget: Budget): Node[] => {
  const made: Node[] = [];
  for (const node of nodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.nodeValue ?? '';
      made.push(...(literal ? [document.createTextNode(cleanText(text))] : textNodes(text)));
    } else if (node instanceof Element) {
      budget.elements -= 1;
      if (depth >= maxDepth || budget.elements < 0) {
        made.push(document.createTextNode(cleanText(node.textContent ?? '')));
      } else {
        const inner = literal || ['A', 'CODE', 'PRE'].includes(node.tagName);
        made.push(drawElement(node, rebuild(node.childNodes, depth + 1, inner, budget)));
      }
    }
    if (budget.elements < 0) break;
  }
  return made;
};

const asFragment = (nodes: Node[]): DocumentFragment => {
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes);
  return fragment;
};

/** Plain text of somebody else, its addresses as links. Draw it where white space is kept, with `dir="auto"`. */
export const plainFragment = (body: string): DocumentFragment => asFragment(textNodes(body));

/**
 * `org.matrix.custom.html` of somebody else as nodes that are safe to append: tags and attributes of
 * the client-server API 11.2.1.1 only, no picture, no style, no class but ours, reply fallbacks
 * gone. Null where there is nothing to draw or too much: show the body instead.
 */
export const htmlFragment = (html: string): DocumentFragment | null => {
  if (html.length > maxHtmlLength) return null;
  const fragment = asFragment(rebuild(purify(html).childNodes, 0, false, { elements: maxElements }));
  return fragment.textContent?.trim() === '' && !fragment.querySelector('hr') ? null : fragment;
};
