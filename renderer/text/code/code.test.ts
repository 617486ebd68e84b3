// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { htmlFragment } from '../sanitise/index.ts';
import { loadHighlighter } from './highlight.ts';
import { paintCode } from './paint.ts';

describe('code in messages', () => {
  it('is told in pieces that together are the text, whatever it is', async () => {
    const highlight = await loadHighlighter();
    const samples = ['const a = `x${1}`; // é \u202E', '<b onclick="x">&amp;</b>', 'def f():\n\treturn "a', '\0\uFFFD', ''];
    for (const language of ['ts', 'python', 'html', 'sql', 'diff'])
      for (const text of samples)
        expect(
          highlight(text, language)
            ?.map((piece) => piece.text)
            .join(''),
        ).toBe(text);
    expect(highlight('const a = 1', 'TS')?.find(({ text }) => text === 'const')?.kind).toBe('keyword');
  });

  it('stays plain where the language is unknown or there is too much', async () => {
    const highlight = await loadHighlighter();
    expect(highlight('x', 'klingon')).toBeNull();
    expect(highlight('x', '__proto__')).toBeNull();
    expect(highlight('a'.repeat(20_001), 'ts')).toBeNull();
  });

  it('ends in time on code that was made to keep a highlighter busy', async () => {
    const highlight = await loadHighlighter();
    const nasty = ['(', '{"a":', '/*', '`${', '"\\', '<!--', '@'.repeat(3), 'a '.repeat(3)].map((part) =>
      part.repeat(20_000 / part.length),
    );
    const begun = performance.now();
    for (const text of nasty) for (const language of ['ts', 'css', 'html', 'python', 'markdown']) highlight(text, language);
    expect((performance.now() - begun) / (nasty.length * 5)).toBeLessThan(250);
  });

  it('is coloured in place: same text, spans with our classes and nothing else', async () => {
    const holder = document.createElement('div');
    holder.append(htmlFragment('<pre><code class="language-js evil">let x = "&lt;img src=x onerror=alert(1)&gt;"</code></pre>') ?? '');
    const before = holder.textContent;
    expect(holder.querySelector('code')?.outerHTML).toContain('data-language="js"');
    globalThis.requestIdleCallback ??= (done) =>
      setTimeout(() => done({ didTimeout: false, timeRemaining: () => 1 }), 0) as unknown as number;
    globalThis.cancelIdleCallback ??= (handle) => clearTimeout(handle);
    paintCode(holder);
    await expect.poll(() => holder.querySelectorAll('span').length).toBeGreaterThan(1);
    expect(holder.textContent).toBe(before);
    expect([...holder.querySelectorAll('*')].map((one) => one.tagName)).not.toContain('IMG');
    expect([...holder.querySelectorAll('span')].every((span) => /^code-\w+$/u.test(span.className) && span.attributes.length === 1)).toBe(
      true,
    );
  });
});
