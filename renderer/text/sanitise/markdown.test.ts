// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { markdownToHtml } from './markdown.ts';

describe('what was typed, formatted', () => {
  it.each([
    ['**Important** : réunion', '<strong>Important</strong> : réunion'],
    ['*a* ~~b~~ `c < d`', '<em>a</em> <del>b</del> <code>c &lt; d</code>'],
    ['- un\n- deux', '<ul>\n<li>un</li>\n<li>deux</li>\n</ul>'],
    ['> cité\n\nréponse', '<blockquote>\n<p>cité</p>\n</blockquote>\n<p>réponse</p>'],
    ['[le site](https://gouv.fr)', '<a href="https://gouv.fr">le site</a>'],
    ['**a**\nb', '<strong>a</strong><br>b'],
    ['```sh\nls\n```', '<pre><code>ls\n</code></pre>'],
    ['**14\u202fh\u00a0!** « oui\u00a0»', '<strong>14\u202fh&nbsp;!</strong> « oui&nbsp;»'],
  ])('%j', (typed, html) => {
    expect(markdownToHtml(typed)).toBe(html);
  });

  it.each([
    'Bonjour à tous,\n\nmerci !',
    '# 3 est libre',
    'https://gouv.fr et a@b.fr',
    '2 * 3 * 4 = 24',
    '<b>x</b> & co',
    '    retrait',
    'titre\n---',
  ])('is plain: %j', (typed) => {
    expect(markdownToHtml(typed)).toBeNull();
  });

  it('never sends what others could not draw safely', () => {
    expect(markdownToHtml('**a** <img src=x onerror=alert(1)>')).toBe('<strong>a</strong> &lt;img src=x onerror=alert(1)&gt;');
    expect(markdownToHtml('[a](javascript:alert(1)) **b**')).toBe('<a>a</a> <strong>b</strong>');
    expect(markdownToHtml('![a](https://example.org/x.png) **b**')).not.toContain('src');
  });
});
