import { describe, expect, it } from 'vitest';
import { applyMark, type Mark } from './format.ts';

/** The text with `[` and `]` around what is selected. */
const after = (marked: string, mark: Mark): string => {
  const from = marked.indexOf('[');
  const to = marked.indexOf(']') - 1;
  const text = marked.replace(/[[\]]/gu, '');
  const change = applyMark(text, from, to, mark);
  const next = text.slice(0, change.from) + change.text + text.slice(change.to);
  return `${next.slice(0, change.select[0])}[${next.slice(...change.select)}]${next.slice(change.select[1])}`;
};

describe('formatting buttons', () => {
  it('set marks around a selection and take them away', () => {
    expect(after('un [mot] ici', 'bold')).toBe('un **[mot]** ici');
    expect(after('un **[mot]** ici', 'bold')).toBe('un [mot] ici');
    expect(after('[]', 'code')).toBe('`[]`');
  });

  it('set marks before lines and take them away', () => {
    expect(after('a\nb[c\nd]', 'bullets')).toBe('a\n- bc\n- d[]');
    expect(after('> [cité]', 'quote')).toBe('cité[]');
  });
});
