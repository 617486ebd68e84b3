import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { writtenWords, type WrittenWord } from './written-words.ts';

/** A word that is wrong, and where it stands, in px of the window. */
export type Misspelled = WrittenWord & { x: number; y: number; height: number };

export type SpellingEvents = {
  /** Those of the words that are wrong. */
  check: (words: readonly string[]) => Promise<ReadonlySet<string>>;
  /** A menu is asked for on a word that is wrong. */
  onmenu: (misspelled: Misspelled) => void;
};

/** `round` grows when all words are to be looked at again. */
type Found = { underlines: DecorationSet; round: number };
type Change = { underlines: DecorationSet } | 'again';

const key = new PluginKey<Found>('spelling');
/** Pause in the writing after which words are checked, in ms. */
const pause = 250;

const underline = ({ from, to }: WrittenWord): Decoration => Decoration.inline(from, to, { class: 'misspelled' });
const roundOf = (state: EditorState): number => key.getState(state)?.round ?? 0;

function next(tr: Transaction, { underlines, round }: Found): Found {
  const change = tr.getMeta(key) as Change | undefined;
  if (change === undefined) return { underlines: underlines.map(tr.mapping, tr.doc), round };
  return change === 'again' ? { underlines, round: round + 1 } : { ...change, round };
}

/** Asks for the menu of the word that is wrong at a position; false where there is none. */
function askMenu(view: EditorView, position: number | undefined, { onmenu }: SpellingEvents): boolean {
  const found = position === undefined ? undefined : key.getState(view.state)?.underlines.find(position, position)[0];
  if (!found) return false;
  const { from, to } = found;
  const { left, top, bottom } = view.coordsAtPos(from);
  onmenu({ word: view.state.doc.textBetween(from, to), from, to, x: left, y: top, height: bottom - top });
  return true;
}

/** Where the pointer is, or the caret where the keyboard asks. */
const positionOf = (view: EditorView, { button, clientX, clientY }: MouseEvent): number | undefined =>
  button === 2 ? view.posAtCoords({ left: clientX, top: clientY })?.pos : view.state.selection.head;

/** Looks at all words again. */
export const recheck = ({ state, dispatch }: EditorView): void => dispatch(state.tr.setMeta(key, 'again' satisfies Change));

/** Underlines words that are wrong, once the agent has gone on from them, and asks for a menu on them. */
export const spelling = (events: SpellingEvents): Plugin =>
  new Plugin<Found>({
    key,
    state: { init: () => ({ underlines: DecorationSet.empty, round: 0 }), apply: next },
    props: {
      decorations: (state) => key.getState(state)?.underlines,
      handleDOMEvents: {
        contextmenu: (view, event) => {
          const taken = askMenu(view, positionOf(view, event), events);
          if (taken) event.preventDefault();
          return taken;
        },
      },
      handleKeyDown: (view, event) =>
        event.key === '.' && (event.ctrlKey || event.metaKey) && askMenu(view, view.state.selection.head, events),
    },
    view: (view) => new Checker(view, events.check),
  });

class Checker {
  readonly #check: SpellingEvents['check'];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #typing = false;

  constructor(view: EditorView, check: SpellingEvents['check']) {
    this.#check = check;
    this.#soon(view);
  }

  update(view: EditorView, before: EditorState): void {
    const { state } = view;
    if (!before.doc.eq(state.doc)) this.#typing = true;
    else if (!before.selection.eq(state.selection)) this.#typing = false;
    else if (roundOf(before) === roundOf(state)) return;
    this.#soon(view);
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #soon(view: EditorView): void {
    clearTimeout(this.#timer);
    const timer = setTimeout(() => void this.#run(view, () => this.#timer === timer), pause);
    this.#timer = timer;
  }

  /** A word that is being typed is not wrong yet. */
  async #run(view: EditorView, current: () => boolean): Promise<void> {
    const { doc } = view.state;
    const words = writtenWords(doc);
    const wrong = await this.#check([...new Set(words.map(({ word }) => word))]);
    if (!current() || (wrong.size === 0 && key.getState(view.state)?.underlines === DecorationSet.empty)) return;
    const caret = this.#typing && view.state.selection.empty ? view.state.selection.head : -1;
    const found = words.filter(({ word, to }) => wrong.has(word) && to !== caret).map(underline);
    const change: Change = { underlines: DecorationSet.create(doc, found) };
    view.dispatch(view.state.tr.setMeta(key, change));
  }
}
