// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { htmlFragment, plainFragment } from '../sanitise/index.ts';
import { tricky } from './tricky.test-data.ts';
import { documentOf, plainDocument, written, type Document } from './index.ts';

const bytes = (text: string | null): string => [...(text ?? '')].map((character) => character.codePointAt(0)?.toString(16)).join(' ');
const strong = (text: string): Document => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text, marks: [{ type: 'strong' }] }] }],
});

describe('what is sent is what is shown, character for character', () => {
  it.each(tricky)('%s', (_name, text) => {
    const { body } = written(plainDocument(text));
    expect(bytes(plainFragment(body).textContent)).toBe(bytes(body));
    const { html } = written(strong(text));
    expect(bytes(htmlFragment(html ?? '')?.textContent ?? '')).toBe(bytes(body));
    expect(bytes(written(documentOf(body, null, { room: false })).body)).toBe(bytes(body));
  });

  it('keeps French print: nothing is made a plain space', () => {
    for (const text of ['« Bonjour »', 'Est-ce prêt ?', '10 000 € à l’Œuvre…'])
      expect(bytes(written(plainDocument(text)).body)).toBe(bytes(text));
  });

  it('takes out what turns other words around, before it is sent and not only before it is drawn', () => {
    expect(written(plainDocument('facture\u202Efdp.exe')).body).toBe('facturefdp.exe');
    expect(written(strong('a\u0000b\u0007c')).body).toBe('abc');
  });
});
