import { baseKeymap, chainCommands, exitCode, lift, liftEmptyBlock, newlineInCode, splitBlock, toggleMark } from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import { undoInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import type { Command, Plugin } from 'prosemirror-state';
import { marks, nodes } from './schema.ts';

/** At the beginning of an item or a quote, Backspace takes it out of there before anything is joined. */
const liftAtStart: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0 || $from.depth < 2 || $from.index(-1) > 0) return false;
  return liftListItem(nodes.list_item)(state, dispatch) || lift(state, dispatch);
};

/** An empty line of code at the end leaves the code. */
const leaveCode: Command = (state, dispatch) => {
  const { $head, empty } = state.selection;
  if (!empty || !$head.parent.type.spec.code || $head.parentOffset !== $head.parent.content.size) return false;
  if (!$head.parent.textContent.endsWith('\n')) return false;
  if (!dispatch) return true;
  return exitCode(state, (tr) => {
    const end = $head.pos;
    dispatch(tr.delete(end - 1, end));
  });
};

/** Code that is empty becomes a line again. */
const plainCode: Command = (state, dispatch) => {
  const { $head } = state.selection;
  if (!$head.parent.type.spec.code || $head.parent.content.size > 0) return false;
  dispatch?.(state.tr.setBlockType($head.pos, $head.pos, nodes.paragraph));
  return true;
};

/** « ``` » alone on its line begins code, where Enter would else send it. */
export const fence: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const language = /^```([a-z0-9+#.-]{0,32})$/u.exec($from.parent.textContent)?.[1];
  if (language === undefined || $from.parent.type !== nodes.paragraph || $from.parentOffset !== $from.parent.content.size) return false;
  const tr = state.tr.delete($from.start(), $from.end());
  dispatch?.(tr.setBlockType($from.start(), $from.start(), nodes.code_block, { language }));
  return true;
};

const newLine = chainCommands(leaveCode, newlineInCode, splitListItem(nodes.list_item), liftEmptyBlock, splitBlock);

/** Enter sends, which is the composer's; Ctrl+K is the window's. */
export const editorKeys = (): Plugin[] => [
  keymap({
    'Shift-Enter': newLine,
    Backspace: chainCommands(undoInputRule, plainCode, liftAtStart),
    Tab: sinkListItem(nodes.list_item),
    'Shift-Tab': liftListItem(nodes.list_item),
    'Mod-b': toggleMark(marks.strong),
    'Mod-i': toggleMark(marks.em),
    'Mod-u': toggleMark(marks.underline),
    'Mod-Shift-x': toggleMark(marks.strike),
    'Mod-e': toggleMark(marks.code),
    'Mod-z': undo,
    'Mod-y': redo,
    'Mod-Shift-z': redo,
  }),
  keymap(Object.fromEntries(Object.entries(baseKeymap).filter(([key]) => !['Enter', 'Mod-Enter'].includes(key)))),
];
