import type { EditorState } from 'prosemirror-state';

/** Words that ask for a list to choose from, where the caret stands. `from` and `to` are positions of the document. */
export type Trigger = { kind: 'user' | 'room' | 'emoji' | 'command'; query: string; from: number; to: number };

const before = String.raw`(?:^|[\s(«“"'’\u00a0\u202f\ufffc])`;
const name = String.raw`[\p{L}\p{N}._:'’-]`;
/** A sign, and one or two words of a name after it. */
const named = (sign: string): RegExp => new RegExp(`${before}(${sign}(${name}{0,40}(?: ${name}{1,40})?))$`, 'u');
const patterns: [Exclude<Trigger['kind'], 'command'>, RegExp][] = [
  ['user', named('@')],
  ['room', named('#')],
  ['emoji', new RegExp(`${before}(:([\\p{L}\\p{N}_+-]{2,40}:?))$`, 'u')],
];
const command = /^(\/([\p{L}-]*))$/u;

/** Null where nothing is asked for: in code, with a selection, in the middle of a word. */
export function triggerOf({ selection, doc }: EditorState): Trigger | null {
  const { $from, empty } = selection;
  if (!empty || !$from.parent.isTextblock || $from.parent.type.spec.code || $from.marks().some(({ type }) => type.spec.code)) return null;
  const text = $from.parent.textBetween(Math.max(0, $from.parentOffset - 120), $from.parentOffset, undefined, '\ufffc');
  const at = (kind: Trigger['kind'], match: RegExpExecArray | null): Trigger | null =>
    match && { kind, query: match[2] ?? '', from: $from.pos - (match[1] ?? '').length, to: $from.pos };
  if ($from.depth === 1 && $from.index(0) === 0 && $from.parentOffset <= 120) {
    const asked = at('command', command.exec(text));
    if (asked && doc.childCount >= 1) return asked;
  }
  for (const [kind, pattern] of patterns) {
    const asked = at(kind, pattern.exec(text));
    if (asked) return asked;
  }
  return null;
}
