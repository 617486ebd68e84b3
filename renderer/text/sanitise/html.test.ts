// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { attacks, innocents } from './attacks.ts';
import { t } from '../language.svelte.ts';
import { htmlFragment, maxHtmlLength, plainFragment } from './html.ts';
import { showSpoiler } from './spoiler.ts';

const drawn = (html: string): HTMLElement => {
  const holder = document.createElement('div');
  const fragment = htmlFragment(html);
  if (fragment) holder.append(fragment);
  return holder;
};

describe('formatted text of other people', () => {
  it.each(attacks)('is disarmed: %s', (html) => {
    const holder = drawn(html);
    expect(holder.querySelector('script,style,iframe,object,embed,svg,math,form,input,img,video,audio,link,meta,base,template')).toBeNull();
    for (const found of holder.querySelectorAll('*'))
      for (const name of found.getAttributeNames()) {
        expect(name).toMatch(
          /^(?:href|rel|title|dir|class|data-language|style|start|tabindex|role|aria-expanded|aria-label|data-user-id|data-reason)$/,
        );
        if (name === 'href') expect(found.getAttribute(name)).toMatch(/^(?:https?|mailto|matrix|tchap):/);
        if (name === 'style') expect(found.getAttribute(name)).toMatch(/^(?:--mx-(?:color|ground): #[0-9a-f]{6}; ?)+$/i);
      }
  });

  it.each(innocents)('is kept: %s', (html, expected) => {
    expect(drawn(html).innerHTML).toBe(expected);
  });

  it('hides a hidden text from a screen reader too, until it is shown, and says why it is hidden', () => {
    const spoiler = drawn('La réponse : <span data-mx-spoiler="énigme 3">quarante-deux</span>').querySelector<HTMLElement>('.spoiler');
    if (!spoiler) throw new Error('there is no hidden text');
    expect(spoiler.getAttribute('aria-label')).toBe(t().timeline.spoiler('énigme 3'));
    showSpoiler(spoiler, true);
    expect([spoiler.getAttribute('aria-label'), spoiler.textContent]).toEqual([null, 'quarante-deux']);
    showSpoiler(spoiler, false);
    expect(spoiler.getAttribute('aria-label')).toContain('énigme 3');
  });

  it('drops the reply fallback with its words', () => {
    expect(drawn('<mx-reply><blockquote>ancien</blockquote></mx-reply>Oui').textContent).toBe('Oui');
  });

  it('gives up what is too long or empty, so that the body is shown', () => {
    expect(htmlFragment('a'.repeat(maxHtmlLength + 1))).toBeNull();
    expect(htmlFragment('<p> </p>')).toBeNull();
    expect(htmlFragment('<script>x</script>')).toBeNull();
  });

  it('flattens what is too deep and keeps its words', () => {
    const holder = drawn(`${'<blockquote>'.repeat(400)}fond${'</blockquote>'.repeat(400)}`);
    expect(holder.textContent).toContain('fond');
    expect(holder.querySelectorAll('blockquote').length).toBeLessThanOrEqual(100);
  });

  it('stops at a bounded number of elements', () => {
    expect(drawn('<b>x</b>'.repeat(9_000)).querySelectorAll('*').length).toBeLessThanOrEqual(5_001);
  });

  it('says where a link leads when its text says something else', () => {
    const holder = drawn('<a href="https://example.org/x">https://impots.gouv.fr</a>');
    expect(holder.querySelector('a')?.className).toBe('link misleading');
    expect(holder.textContent).toBe('https://impots.gouv.fr (example.org)');
  });

  it('shows people as pills with their real address', () => {
    const pill = drawn('<a href="https://matrix.to/#/@marie:server.fr">Mar\u202eie</a>').querySelector<HTMLElement>('.pill');
    expect(pill?.textContent).toBe('@Marie');
    expect(pill?.title).toBe('@marie:server.fr');
    expect(pill?.closest('a')).toBeNull();
  });
});

describe('plain text of other people', () => {
  it('is never markup', () => {
    const holder = document.createElement('div');
    holder.append(plainFragment('<b>gras</b> https://gouv.fr/<img>'));
    expect(holder.textContent).toBe('<b>gras</b> https://gouv.fr/<img>');
    expect(holder.querySelectorAll('b,img').length).toBe(0);
    expect(holder.querySelector('a')?.getAttribute('href')).toBe('https://gouv.fr/');
  });
});
