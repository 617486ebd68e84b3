import { expect, it } from 'vitest';
import { schema } from './schema.ts';
import { writtenWords } from './written-words.ts';

const document = (...content: object[]) => schema.nodeFromJSON({ type: 'doc', content });
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const text = (words: string, ...marks: string[]) => ({
  type: 'text',
  text: words,
  marks: marks.map((type) => (type === 'link' ? { type, attrs: { href: 'https://a.fr' } } : { type })),
});
const wordsOf = (...content: object[]) => writtenWords(document(...content)).map(({ word }) => word);

it('words are found where they stand, with their elisions, hyphens and endings', () => {
  const doc = document(paragraph(text('« L’ordre du jour » : '), text('l’agent·e', 'strong'), text(' a-t-il fini ?')));
  const words = writtenWords(doc);
  expect(words.map(({ word }) => word)).toEqual(['L’ordre', 'du', 'jour', 'l’agent·e', 'a-t-il', 'fini']);
  for (const { word, from, to } of words) expect(doc.textBetween(from, to)).toBe(word);
});

it('after a mention and a line break places still hold', () => {
  const mention = { type: 'mention', attrs: { ref: '@a:b.fr', label: 'Camille' } };
  const doc = document(paragraph(text('un '), mention, text(' deux')), { type: 'blockquote', content: [paragraph(text('trois'))] });
  for (const { word, from, to } of writtenWords(doc)) expect(doc.textBetween(from, to)).toBe(word);
  expect(writtenWords(doc)).toHaveLength(3);
});

it('code, links, addresses, commands and names inside a sentence have no spelling', () => {
  expect(wordsOf(paragraph(text('voir '), text('npm instal', 'code'), text(' ou '), text('ce sitte', 'link')))).toEqual(['voir', 'ou']);
  expect(wordsOf({ type: 'code_block', content: [{ type: 'text', text: 'constt x' }] })).toEqual([]);
  expect(wordsOf(paragraph(text('/tropic ecrire à paul@exemple.fr #salonn www.servce.fr C:\\dossierr ok')))).toEqual(['ecrire', 'à', 'ok']);
  expect(wordsOf(paragraph(text('Merci Thibauld. Bonjourr à Zoë ! Oui (Nonn)')))).toEqual(['Merci', 'Bonjourr', 'à', 'Oui']);
});
