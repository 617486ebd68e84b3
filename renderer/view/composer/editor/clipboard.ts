import { Slice, type Node } from 'prosemirror-model';
import type { EditorView } from 'prosemirror-view';
import { documentFromHtml, documentFromText, linkTarget, written, type Document } from '../../../text/index.ts';
import { setLink } from './format.ts';
import { schema } from './schema.ts';

/** More than this is no message; characters. */
const mostPasted = 200_000;

/** A document as the editor holds it; its words alone where it is none. */
export function nodeOf(document: Document): Node {
  try {
    const node = schema.nodeFromJSON(document);
    node.check();
    return node;
  } catch {
    return schema.nodeFromJSON(documentFromText(written(document).body, { room: false }));
  }
}

function pasteText(view: EditorView, text: string): boolean {
  const { state } = view;
  const target = /^\S+$/u.test(text) ? linkTarget(text) : null;
  if (!state.selection.empty && target?.kind === 'outside') return setLink(target.url, text)(state, view.dispatch);
  if (state.selection.$from.parent.type.spec.code) {
    view.dispatch(state.tr.insertText(text).scrollIntoView());
    return true;
  }
  return insert(view, documentFromText(text, { room: false }));
}

function insert(view: EditorView, document: Document): boolean {
  view.dispatch(view.state.tr.replaceSelection(Slice.maxOpen(nodeOf(document).content)).scrollIntoView());
  return true;
}

const lines = (text: string): string => text.replace(/\r\n?/gu, '\n').replace(/\n+$/u, '');

/** Pastes words, with what they look like where the editor knows it. False where there are none. `plain`: words alone. */
export function paste(view: EditorView, data: DataTransfer, plain: boolean, onTooLong: () => void): boolean {
  const html = plain ? '' : data.getData('text/html');
  const text = lines(data.getData('text/plain'));
  if (text === '' && html === '') return false;
  if (text.length > mostPasted) {
    onTooLong();
    return true;
  }
  const inCode = view.state.selection.$from.parent.type.spec.code === true;
  const document = html === '' || inCode ? null : documentFromHtml(html, { room: false });
  // An address copied from a browser comes as a link to itself: it is words.
  if (document === null || linkTarget(text)?.kind === 'outside') return pasteText(view, text);
  return insert(view, document);
}

/** Puts the selection on the clipboard as it would be sent. */
export function copy(view: EditorView, data: DataTransfer): boolean {
  const { from, to, empty } = view.state.selection;
  if (empty) return false;
  const { body, html } = written(view.state.doc.cut(from, to).toJSON() as Document);
  data.clearData();
  data.setData('text/plain', body);
  if (html !== null) data.setData('text/html', html);
  return true;
}
