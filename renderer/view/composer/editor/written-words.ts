import type { Node } from 'prosemirror-model';
import { marks } from './schema.ts';

/** A word of the document, with its positions in it. */
export type WrittenWord = { word: string; from: number; to: number };

const word = /[\p{L}\p{M}\p{N}_]+(?:['’·-][\p{L}\p{M}\p{N}_]+)*/gu;
/** Addresses, paths, names of people and rooms, commands: written as they must be. */
const technical = /\S*(?:[@#/\\=]|\p{L}\.\p{L})\S*/gu;
/** A sentence begins after these, or with its paragraph. */
const opening = /(?:^|[.!?…:\n\ufffc])[\s"«“(*-]*$/u;

/** Text of a paragraph, one character for each position: what is no prose is blank. */
function proseOf(paragraph: Node): string {
  let text = '';
  paragraph.forEach((child) => {
    const prose = child.isText && !child.marks.some(({ type }) => type === marks.code || type === marks.link);
    text += prose ? child.text : (child.isText ? ' ' : '\ufffc').repeat(child.nodeSize);
  });
  return text.replace(technical, (part) => ' '.repeat(part.length));
}

/** Words with a capital inside a sentence are names. */
const isName = (text: string, at: number, found: string): boolean => /^\p{Lu}/u.test(found) && !opening.test(text.slice(0, at));

/** The words of a document that have a spelling: no code, addresses or names. */
export function writtenWords(document: Node): WrittenWord[] {
  const words: WrittenWord[] = [];
  document.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const text = node.type.spec.code ? '' : proseOf(node);
    for (const { 0: found, index } of text.matchAll(word)) {
      if (!isName(text, index, found)) words.push({ word: found, from: position + 1 + index, to: position + 1 + index + found.length });
    }
    return false;
  });
  return words;
}
