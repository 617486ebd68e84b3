import * as v from 'valibot';
import { messageRef } from '../../preload/contract/index.ts';
import { normalised, plainDocument, written, type Document } from '../text/index.ts';
import type { ComposerMode } from './composer-mode.ts';

/** All that a composer holds but its files. `stash`: what was being written before a message was changed. */
export type Draft = { document: Document; mode: ComposerMode; stash: Document };
/** A draft as main keeps it. */
type KeptDraft = { text: string; state: string | null };

const longestText = 100_000;
const longestState = 1_000_000;

const quoted = v.object({ ref: messageRef, senderName: v.string(), excerpt: v.string() });
const shape = v.object({
  document: v.looseObject({ type: v.literal('doc'), content: v.array(v.unknown()) }),
  mode: v.variant('kind', [
    v.object({ kind: v.literal('new') }),
    v.object({ kind: v.literal('reply'), target: quoted }),
    v.object({ kind: v.literal('edit'), target: quoted }),
  ]),
  stash: v.looseObject({ type: v.literal('doc'), content: v.array(v.unknown()) }),
});

const textOf = (document: Document): string => written(document).body.slice(0, longestText);
const isPlain = (document: Document): boolean => written(document).html === null && !written(document).mentions.room;

/** For main: its text, and the rest where text alone would lose something. */
export function toKept({ document, mode, stash }: Draft): KeptDraft {
  const text = textOf(mode.kind === 'edit' ? stash : document);
  if (mode.kind === 'new' && isPlain(document)) return { text: rawText(document), state: null };
  const state = JSON.stringify({ document, mode, stash });
  return { text, state: state.length > longestState ? null : state };
}

/** The lines as typed, empty ones at the ends included. */
const rawText = (document: Document): string =>
  document.content
    .map((block) =>
      block.type === 'paragraph' ? (block.content ?? []).map((one) => (one.type === 'text' ? one.text : one.attrs.label)).join('') : '',
    )
    .join('\n')
    .slice(0, longestText);

/** From main. What cannot be read (another version wrote it) gives its text. */
export function fromKept({ text, state }: KeptDraft): Draft {
  const plain: Draft = { document: plainDocument(text), mode: { kind: 'new' }, stash: plainDocument('') };
  if (state === null) return plain;
  try {
    const kept = v.parse(shape, JSON.parse(state)) as Draft;
    // Walks through all of it: what is no document throws here.
    for (const one of [kept.document, kept.stash]) written(normalised(one));
    return kept;
  } catch {
    return plain;
  }
}
