import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { highlighter, loadHighlighter } from '../../../text/index.ts';
import { nodes } from './schema.ts';

const key = new PluginKey<DecorationSet>('code-colours');

/** Colours of one block whose text begins at `start`. */
function coloursOf(block: Node, start: number): Decoration[] {
  const pieces = highlighter()?.(block.textContent, String(block.attrs['language'])) ?? [];
  let at = start;
  return pieces.flatMap(({ text, kind }) => {
    const from = at;
    at += text.length;
    return kind === null ? [] : [Decoration.inline(from, at, { class: `code-${kind}` })];
  });
}

function colour(doc: Node): DecorationSet {
  const found: Decoration[] = [];
  doc.descendants((node, position) => {
    if (node.type === nodes.code_block && node.attrs['language'] !== '') found.push(...coloursOf(node, position + 1));
    return !node.isTextblock;
  });
  return DecorationSet.create(doc, found);
}

const hasCode = (doc: Node): boolean => {
  let found = false;
  doc.descendants((node) => ((found ||= node.type === nodes.code_block), !found));
  return found;
};

/** Colours code of a known language while it is written. The grammars are read when the first block is begun. */
export const codeColours = (): Plugin =>
  new Plugin<DecorationSet>({
    key,
    state: {
      init: (_, { doc }) => colour(doc),
      apply: (tr, set) => (tr.docChanged || tr.getMeta(key) !== undefined ? colour(tr.doc) : set),
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => follow(view),
  });

function follow(view: EditorView): { update: (view: EditorView) => void; destroy: () => void } {
  let asked = highlighter() !== null;
  let gone = false;
  const update = (): void => {
    if (asked || !hasCode(view.state.doc)) return;
    asked = true;
    void loadHighlighter().then(() => gone || view.dispatch(view.state.tr.setMeta(key, true)));
  };
  update();
  return { update, destroy: () => (gone = true) };
}
