import { describe, expect, it } from 'vitest';
import { excerptOf } from './excerpt.ts';
import { parseQuery } from './parse-query.ts';

const words = (text: string): string[] => parseQuery(text).map((word) => word.text + (word.prefix ? '…' : ''));
/** The excerpt with its marks between brackets. */
function shown(body: string, query: string): string {
  const { text, marks } = excerptOf(body, parseQuery(query));
  return marks.reduceRight((line, [from, to]) => `${line.slice(0, from)}[${line.slice(from, to)}]${line.slice(to)}`, text);
}

describe('what an agent types', () => {
  it.each([
    ['compte rendu', ['compte', 'rendu…']],
    ['compte rendu ', ['compte', 'rendu']],
    ['« compte rendu » budget', ['compte rendu', 'budget…']],
    ['"compte rendu', ['compte rendu']],
    ['l’école', ['l’école…']],
    ['- ! … «»', []],
    ['', []],
  ])('%j is %j', (typed, expected) => expect(words(typed)).toEqual(expected));

  it('counts up to twelve words', () => expect(words(Array.from({ length: 40 }, (_, at) => `mot${at}`).join(' '))).toHaveLength(12));
});

describe('what is shown of a hit', () => {
  it('marks the words whatever their accents and capitals, from the beginning of a word', () => {
    expect(shown('La RÉUNION du comité, réunions comprises', 'reunion')).toBe('La [RÉUNION] du comité, [réunion]s comprises');
    expect(shown('Désunion, réunion', 'union')).toBe('Désunion, réunion');
    expect(shown('un compte rendu, un compte', '« compte rendu »')).toBe('un [compte rendu], un compte');
  });

  it('is the part around the first word, on one line', () => {
    const long = `${'avant '.repeat(60)}le budget\n\nest voté ${'après '.repeat(60)}`;
    const line = shown(long, 'budget');
    expect(line.startsWith('…avant')).toBe(true);
    expect(line).toContain('le [budget] est voté');
    expect(line.length).toBeLessThan(260);
  });

  it('is the beginning where the words stand nowhere: the index folds more than we do', () => {
    expect(shown('Le straße', 'strasse')).toBe('Le straße');
  });

  it('never cuts a character in two, and marks what it cuts around', () => {
    const { text } = excerptOf('🙂'.repeat(300), []);
    expect(text.isWellFormed()).toBe(true);
  });
});
