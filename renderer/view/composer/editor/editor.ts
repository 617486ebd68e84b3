import { history } from 'prosemirror-history';
import { EditorState, Selection, type Command } from 'prosemirror-state';
import { EditorView, type EditorProps } from 'prosemirror-view';
import type { Document, Mention } from '../../../text/index.ts';
import { copy, nodeOf, paste } from './clipboard.ts';
import { codeColours } from './code-colours.ts';
import { activeFormats, setLink, toggled, type Format } from './format.ts';
import { editorKeys, fence } from './keys.ts';
import { markdownRules } from './rules.ts';
import { nodes, schema } from './schema.ts';
import { recheck, spelling, type SpellingEvents } from './spelling.ts';
import { triggerOf, type Trigger } from './trigger.ts';

/** What the field tells. */
export type EditorEvents = {
  onchange: (document: Document) => void;
  /** The caret moved, or the words changed. */
  onstate: (state: { formats: ReadonlySet<Format>; trigger: Trigger | null; empty: boolean }) => void;
  /** A key the field did not take yet; true takes it. Never called while an input method composes. */
  onkey: (event: KeyboardEvent) => boolean;
  onblur: () => void;
  /** Files of the clipboard; true takes them. */
  onpaste: (event: ClipboardEvent) => boolean;
  onTooLong: () => void;
  spelling: SpellingEvents;
};

/** The field of the composer. */
export type Editor = {
  /** Shows another document, with the caret at its end; what came before cannot be undone into it. */
  show: (document: Document) => void;
  focus: () => void;
  toggle: (format: Format) => void;
  setLink: (href: string) => void;
  /** The words that are selected. */
  selected: () => string;
  /** Puts a mention, or words, in a place of the document; without one at the caret. */
  insert: (what: Mention | string, place: Pick<Trigger, 'from' | 'to'> | null) => void;
  /** Looks at the spelling of all words again. */
  recheck: () => void;
  /** « ``` » on its line becomes code; false where there is none. */
  fence: () => boolean;
  setAttributes: (attributes: Record<string, string>) => void;
  destroy: () => void;
};

const isEmpty = ({ doc }: EditorState): boolean =>
  doc.childCount === 1 && doc.firstChild?.type === nodes.paragraph && doc.content.size === 2;

const composes = (view: EditorView, event: KeyboardEvent): boolean => view.composing || event.isComposing || event.keyCode === 229;

function stateOf(document: Document, events: EditorEvents): EditorState {
  const doc = nodeOf(document);
  return EditorState.create({
    doc,
    selection: Selection.atEnd(doc),
    plugins: [markdownRules(), ...editorKeys(), history(), codeColours(), spelling(events.spelling)],
  });
}

function take(self: EditorView, event: ClipboardEvent, cut: boolean): boolean {
  if (event.clipboardData === null || !copy(self, event.clipboardData)) return false;
  event.preventDefault();
  if (cut) self.dispatch(self.state.tr.deleteSelection().scrollIntoView());
  return true;
}

/** Keys, the clipboard and what is dropped. */
function inputProps(events: EditorEvents): EditorProps {
  let plainPaste = false;
  return {
    handleKeyDown: (self, event) => {
      plainPaste = event.shiftKey && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v';
      return !composes(self, event) && events.onkey(event);
    },
    handleDOMEvents: {
      blur: () => (events.onblur(), false),
      // Before the editor reads the clipboard by itself: there is one reader of HTML, which is ours.
      paste: (self, event) => {
        const plain = plainPaste;
        plainPaste = false;
        const taken = events.onpaste(event) || (event.clipboardData !== null && paste(self, event.clipboardData, plain, events.onTooLong));
        if (taken) event.preventDefault();
        return true;
      },
      drop: (self, event) => {
        const data = event.dataTransfer;
        // Files are the composer's.
        if (data === null || data.types.includes('Files')) return true;
        event.preventDefault();
        const at = self.posAtCoords({ left: event.clientX, top: event.clientY });
        if (at) self.dispatch(self.state.tr.setSelection(Selection.near(self.state.doc.resolve(at.pos))));
        paste(self, data, false, events.onTooLong);
        return true;
      },
      copy: (self, event) => take(self, event, false),
      cut: (self, event) => take(self, event, true),
      // Addresses in the field are words: they are followed once they are sent.
      click: (_self, event) => (event.target instanceof Element && event.target.closest('a') && event.preventDefault(), false),
    },
  };
}

/** Makes the field in `place`. Everything it draws is nodes and classes: no style element, no style attribute in HTML. */
export function createEditor(place: HTMLElement, document: Document, events: EditorEvents): Editor {
  let attributes: Record<string, string> = {};
  const tell = (view: EditorView): void =>
    events.onstate({ formats: activeFormats(view.state), trigger: triggerOf(view.state), empty: isEmpty(view.state) });

  const view: EditorView = new EditorView(place, {
    state: stateOf(document, events),
    attributes: () => attributes,
    dispatchTransaction: (tr) => {
      const state = view.state.apply(tr);
      view.updateState(state);
      if (tr.docChanged) events.onchange(state.doc.toJSON() as Document);
      tell(view);
    },
    ...inputProps(events),
  });

  const run = (command: Command): boolean => command(view.state, view.dispatch, view);
  tell(view);
  return {
    show: (next) => {
      view.updateState(stateOf(next, events));
      tell(view);
    },
    focus: () => view.focus(),
    toggle: (format) => void (run(toggled(format)), view.focus()),
    setLink: (href) => void (run(setLink(href, href)), view.focus()),
    selected: () => view.state.doc.textBetween(view.state.selection.from, view.state.selection.to, ' '),
    insert: (what, place) => {
      const { from, to } = place ?? view.state.selection;
      const tr = view.state.tr;
      if (typeof what === 'string') tr.insertText(what, from, to);
      else tr.replaceWith(from, to, [nodes.mention.create(what.attrs), schema.text(' ')]);
      view.dispatch(tr.scrollIntoView());
      view.focus();
    },
    recheck: () => recheck(view),
    fence: () => run(fence),
    setAttributes: (next) => {
      attributes = next;
      view.setProps({});
    },
    destroy: () => view.destroy(),
  };
}
