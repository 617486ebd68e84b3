import { lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import type { MarkType, NodeType } from 'prosemirror-model';
import { liftListItem, wrapInList } from 'prosemirror-schema-list';
import type { Command, EditorState } from 'prosemirror-state';
import { marks, nodes } from './schema.ts';

/** What the toolbar sets and shows. */
export const formats = ['bold', 'italic', 'strike', 'code', 'spoiler', 'link', 'bullets', 'numbers', 'quote', 'codeBlock'] as const;
export type Format = (typeof formats)[number];

const markOf: Partial<Record<Format, MarkType>> = {
  bold: marks.strong,
  italic: marks.em,
  strike: marks.strike,
  code: marks.code,
  spoiler: marks.spoiler,
  link: marks.link,
};

function hasMark({ selection, storedMarks, doc }: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = selection;
  return empty ? type.isInSet(storedMarks ?? $from.marks()) !== undefined : doc.rangeHasMark(from, to, type);
}

/** Whether the caret stands in a block of this type, the nearest list or quote counting. */
function isIn({ selection: { $from } }: EditorState, type: NodeType): boolean {
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === type) return true;
  return false;
}

export function activeFormats(state: EditorState): ReadonlySet<Format> {
  const active: Record<Format, boolean> = {
    bold: hasMark(state, marks.strong),
    italic: hasMark(state, marks.em),
    strike: hasMark(state, marks.strike),
    code: hasMark(state, marks.code),
    spoiler: hasMark(state, marks.spoiler),
    link: hasMark(state, marks.link),
    bullets: isIn(state, nodes.bullet_list),
    numbers: isIn(state, nodes.ordered_list),
    quote: isIn(state, nodes.blockquote),
    codeBlock: isIn(state, nodes.code_block),
  };
  return new Set(formats.filter((format) => active[format]));
}

const toggleList =
  (type: NodeType): Command =>
  (state, dispatch) =>
    isIn(state, type) ? liftListItem(nodes.list_item)(state, dispatch) : wrapInList(type)(state, dispatch);

/** Sets a format on the selection, or takes it away. Links are set with their address, by `setLink`. */
export function toggled(format: Format): Command {
  const mark = markOf[format];
  if (mark) return toggleMark(mark);
  if (format === 'bullets') return toggleList(nodes.bullet_list);
  if (format === 'numbers') return toggleList(nodes.ordered_list);
  if (format === 'quote')
    return (state, dispatch) => (isIn(state, nodes.blockquote) ? lift(state, dispatch) : wrapIn(nodes.blockquote)(state, dispatch));
  return (state, dispatch) => setBlockType(isIn(state, nodes.code_block) ? nodes.paragraph : nodes.code_block)(state, dispatch);
}

/** Makes the selection a link; without one, writes `label` as a link. */
export const setLink =
  (href: string, label: string): Command =>
  (state, dispatch) => {
    const { from, to, empty } = state.selection;
    const mark = marks.link.create({ href });
    const tr = empty ? state.tr.replaceSelectionWith(state.schema.text(label, [mark]), false) : state.tr.addMark(from, to, mark);
    dispatch?.(tr.removeStoredMark(marks.link));
    return true;
  };
