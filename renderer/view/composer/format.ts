/** Marks that the buttons set around or before what is selected. */
export type Mark = 'bold' | 'italic' | 'code' | 'quote' | 'bullets';

const around: Partial<Record<Mark, string>> = { bold: '**', italic: '*', code: '`' };
const before: Partial<Record<Mark, string>> = { quote: '> ', bullets: '- ' };

/** What replaces `[from, to)` of the field, and what is selected then. */
export type Change = { from: number; to: number; text: string; select: [from: number, to: number] };

const wrap = (text: string, from: number, to: number, mark: string): Change => {
  const [size, inner] = [mark.length, text.slice(from, to)];
  const wrapped = text.slice(from - size, from) === mark && text.slice(to, to + size) === mark;
  if (wrapped && from >= size) return { from: from - size, to: to + size, text: inner, select: [from - size, to - size] };
  return { from, to, text: mark + inner + mark, select: [from + size, to + size] };
};

const prefix = (text: string, from: number, to: number, mark: string): Change => {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const lines = text.slice(start, to).split('\n');
  const marked = lines.every((line) => line.startsWith(mark));
  const changed = lines.map((line) => (marked ? line.slice(mark.length) : mark + line)).join('\n');
  return { from: start, to, text: changed, select: [start + changed.length, start + changed.length] };
};

/** Sets or takes away a mark. */
export const applyMark = (text: string, from: number, to: number, mark: Mark): Change =>
  around[mark] === undefined ? prefix(text, from, to, before[mark] ?? '') : wrap(text, from, to, around[mark]);
