import { describe, expect, it } from 'vitest';
import { linkify } from './linkify.ts';
import { isMisleading, linkTarget } from './links.ts';

const found = (text: string): string[] => linkify(text).flatMap((piece) => (piece.href === null ? [] : [piece.href]));

describe('addresses in a text', () => {
  it.each([
    ['Voir https://www.service-public.fr/a?b=c#d.', ['https://www.service-public.fr/a?b=c#d']],
    ['(https://fr.wikipedia.org/wiki/Rennes_(homonymie))', ['https://fr.wikipedia.org/wiki/Rennes_(homonymie)']],
    ['« https://tchap.gouv.fr » et www.gouv.fr, merci !', ['https://tchap.gouv.fr', 'https://www.gouv.fr']],
    ['écrire à marie.laurent@dinum.gouv.fr.', ['mailto:marie.laurent@dinum.gouv.fr']],
    ['matrix:u/marie:server.fr', ['matrix:u/marie:server.fr']],
    ['@marie.laurent-dinum.gouv.fr:agent.dinum.tchap.gouv.fr', []],
    ['javascript:alert(1) file:///etc/passwd', []],
    ['rien ici, 14:05, 1.2.3', []],
  ])('%s', (text, links) => {
    expect(found(text)).toEqual(links);
  });

  it('changes no character of the text', () => {
    const text = 'a https://x.fr, b@c.fr ; https://é.fr/ü\u00a0! www.. fin';
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });

  it('stays linear on hostile text', () => {
    expect(linkify('a@'.repeat(30_000)).length).toBeGreaterThan(0);
    expect(linkify('https://' + '('.repeat(20_000)).length).toBeGreaterThan(0);
    expect(linkify('a'.repeat(60_000))).toEqual([{ text: 'a'.repeat(60_000), href: null }]);
  });
});

describe('where a link leads', () => {
  it('refuses schemes that are not for reading', () => {
    for (const href of [
      'javascript:alert(1)',
      'JaVaScript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'vbscript:x',
      'media:x',
      '//x',
      'x',
    ])
      expect(linkTarget(href), href).toBeNull();
  });

  it('knows people', () => {
    expect(linkTarget('https://matrix.to/#/@marie:server.fr')).toEqual({ kind: 'user', userId: '@marie:server.fr' });
    expect(linkTarget('https://matrix.to/#/%40marie%3Aserver.fr?via=x')).toEqual({ kind: 'user', userId: '@marie:server.fr' });
    expect(linkTarget('matrix:u/marie:server.fr')).toEqual({ kind: 'user', userId: '@marie:server.fr' });
    expect(linkTarget('https://matrix.to/#/%zz')).toMatchObject({ kind: 'outside' });
  });

  it.each([
    ['https://impots.gouv.fr', 'https://impots.example.org/', true],
    ['impots.gouv.fr', 'https://example.org/', true],
    ['www.gouv.fr', 'https://gouv.fr/', false],
    ['https://gouv.fr/a', 'https://gouv.fr/b', false],
    ['Le site des impôts', 'https://example.org/', false],
    ['cliquer ici', 'https://gouv.fr@example.org/', true],
    ['a@dinum.gouv.fr', 'mailto:b@example.org', true],
    ['a@dinum.gouv.fr', 'mailto:a@dinum.gouv.fr', false],
    ['gouv\u200b.fr', 'https://example.org/', true],
  ])('%s leading to %s: misleading is %s', (text, href, misleading) => {
    const target = linkTarget(href);
    expect(target && isMisleading(text, target)).toBe(misleading);
  });
});
