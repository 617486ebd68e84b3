import { describe, expect, it } from 'vitest';
import { cleanName, cleanText, splitOrganisation } from './characters.ts';

describe('names of other people', () => {
  it.each([
    ['facture\u202efdp.exe', 'facturefdp.exe'],
    ['\u2066Marie\u2069 Laurent', 'Marie Laurent'],
    ['Ma\u200brie\u2060 Lau\ufeffrent', 'Marie Laurent'],
    ['Paul\n\n\u0000Bernard\u0007', 'Paul Bernard'],
    ['  Léa\u00a0 Kermarrec ', 'Léa Kermarrec'],
    ['a\u{e0001}b', 'ab'],
  ])('loses what hides or reorders: %j', (name, clean) => {
    expect(cleanName(name)).toBe(clean);
  });

  it('keeps accents, emoji families and right-to-left names', () => {
    expect(cleanName('Zoé Œuvrard-Nguyễn 👩‍👩‍👧')).toBe('Zoé Œuvrard-Nguyễn 👩‍👩‍👧');
    expect(cleanName('مريم')).toBe('مريم');
  });

  it('cuts piles of marks', () => {
    expect(cleanName(`z${'\u0334'.repeat(50)}a`)).toBe(`z${'\u0334'.repeat(3)}a`);
  });

  it('splits the organisation of Tchap', () => {
    expect(splitOrganisation('Marie Laurent [DINUM]')).toEqual({ name: 'Marie Laurent', organisation: 'DINUM' });
    expect(splitOrganisation('Marie Laurent [a] [Préfecture 35]')).toEqual({ name: 'Marie Laurent [a]', organisation: 'Préfecture 35' });
    expect(splitOrganisation('Marie Laurent [DINUM] (@m:x)')).toEqual({ name: 'Marie Laurent (@m:x)', organisation: 'DINUM' });
    expect(splitOrganisation('[DINUM]')).toEqual({ name: '[DINUM]', organisation: null });
    expect(splitOrganisation('Marie Laurent [ ]')).toEqual({ name: 'Marie Laurent [ ]', organisation: null });
  });
});

describe('running text', () => {
  it('keeps French typography and lines, loses overrides', () => {
    const typed = 'Réunion à 14\u202fh\u00a0: « oui »\n\ttrès bien';
    expect(cleanText(typed)).toBe(typed);
    expect(cleanText('a\u202eb\u0000c')).toBe('abc');
  });
});
