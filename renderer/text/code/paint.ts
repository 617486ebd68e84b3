import { loadHighlighter, type CodePiece, type Highlighter } from './highlight.ts';

/** Blocks of one message that are coloured. */
const mostBlocks = 20;

function nodeOf({ text, kind }: CodePiece): Node {
  if (kind === null) return document.createTextNode(text);
  const span = document.createElement('span');
  span.className = `code-${kind}`;
  span.textContent = text;
  return span;
}

function paint(code: HTMLElement, highlight: Highlighter): void {
  const text = code.textContent ?? '';
  const pieces = highlight(text, code.dataset['language'] ?? '');
  // What is coloured is what is there, character for character; else it stays as it is.
  if (pieces?.map((piece) => piece.text).join('') === text) code.replaceChildren(...pieces.map(nodeOf));
}

/** Colours the code that `root` holds, a block at a time, when the page has nothing better to do. Returns the way to stop. */
export function paintCode(root: ParentNode): () => void {
  const waiting = [...root.querySelectorAll<HTMLElement>('pre > code[data-language]')].slice(0, mostBlocks);
  let handle = 0;
  let stopped = waiting.length === 0;
  const next = (highlight: Highlighter): void => {
    const code = waiting.shift();
    if (!code || stopped) return;
    paint(code, highlight);
    handle = requestIdleCallback(() => next(highlight));
  };
  if (!stopped) void loadHighlighter().then((highlight) => (handle = requestIdleCallback(() => next(highlight))));
  return () => {
    stopped = true;
    cancelIdleCallback(handle);
  };
}
