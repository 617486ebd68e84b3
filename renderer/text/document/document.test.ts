// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { attacks } from '../sanitise/attacks.ts';
import { documentFromHtml, documentOf, normalised, written, type Block, type Document, type Inline, type Mark } from './index.ts';

const doc = (...content: Block[]): Document => ({ type: 'doc', content });
const text = (words: string, ...marks: Mark[]): Inline => ({ type: 'text', text: words, ...(marks.length > 0 ? { marks } : {}) });
const line = (...content: Inline[]): Extract<Block, { type: 'paragraph' }> =>
  content.length > 0 ? { type: 'paragraph', content } : { type: 'paragraph' };
const alice: Inline = { type: 'mention', attrs: { ref: '@alice:agent.fr', label: '@Alice Martin', via: '' } };
const crisis: Inline = { type: 'mention', attrs: { ref: '!crise:agent.fr', label: '#Cellule de crise', via: 'agent.fr' } };
const all: Inline = { type: 'mention', attrs: { ref: '@room', label: '@room', via: '' } };
const sent = (...content: Block[]) => written(doc(...content));
const read = (html: string): Document | null => documentFromHtml(html, { room: false });

describe('11.2.1.7 formatted messages', () => {
  it('plain text has no format, and every character of it stays', () => {
    const typed = 'Réunion\u00a0: «\u202f14\u00a0h\u202f»…  2 * 3 * 4 <b>';
    expect(sent(line(text(typed)), line(), line(text('_a_')))).toEqual({
      body: `${typed}\n\n_a_`,
      html: null,
      mentions: { userIds: [], room: false },
    });
  });

  it('marks become the tags of the specification, and the body is what is shown', () => {
    const { body, html } = sent(
      line(
        text('Décision', { type: 'strong' }),
        text(' & '),
        text('fin', { type: 'strong' }, { type: 'em' }),
        text(' vieux', { type: 'strike' }),
      ),
    );
    expect(html).toBe('<strong>Décision</strong> &amp; <strong><em>fin</em></strong><del> vieux</del>');
    expect(body).toBe('Décision & fin vieux');
  });

  it('lists, quotes and code keep their signs in the body', () => {
    const item = (words: string, ...more: Block[]) => ({ type: 'list_item' as const, content: [line(text(words)), ...more] as [never] });
    const { body, html } = sent(
      { type: 'blockquote', content: [line(text('a')), line(text('b'))] },
      { type: 'bullet_list', content: [item('un', { type: 'ordered_list', attrs: { order: 3 }, content: [item('trois')] }), item('deux')] },
      { type: 'code_block', attrs: { language: 'sh' }, content: [{ type: 'text', text: 'ls <x>' }] },
    );
    expect(body).toBe('> a\n> b\n- un\n  3. trois\n- deux\n```sh\nls <x>\n```');
    expect(html).toBe(
      '<blockquote>a<br>b</blockquote><ul><li>un<ol start="3"><li>trois</li></ol></li><li>deux</li></ul>' +
        '<pre><code class="language-sh">ls &lt;x&gt;\n</code></pre>',
    );
  });

  it('a spoiler is not in the body', () => {
    const reason: Mark = { type: 'spoiler', attrs: { reason: 'nom' } };
    expect(sent(line(text('C’est '), text('Paul', reason)))).toMatchObject({
      body: 'C’est [Spoiler : nom]',
      html: 'C’est <span data-mx-spoiler="nom">Paul</span>',
    });
  });

  it('a link is told with its address where the words do not say it', () => {
    const link: Mark = { type: 'link', attrs: { href: 'https://gouv.fr/' } };
    expect(sent(line(text('le site', link), text(' et '), text('https://gouv.fr/', link))).body).toBe(
      'le site (https://gouv.fr/) et https://gouv.fr/',
    );
  });
});

describe('11.37 user and room mentions', () => {
  it('people are named by their id wherever they stand, rooms are links, and all are one flag', () => {
    const { html, mentions, body } = sent({ type: 'blockquote', content: [line(alice, text(' '), alice)] }, line(crisis, all));
    expect(mentions).toEqual({ userIds: ['@alice:agent.fr'], room: true });
    expect(html).toContain('<a href="https://matrix.to/#/@alice:agent.fr">@Alice Martin</a>');
    expect(html).toContain('<a href="https://matrix.to/#/!crise:agent.fr?via=agent.fr">#Cellule de crise</a>@room');
    expect(body).toBe('> @Alice Martin @Alice Martin\n#Cellule de crise@room');
  });

  it('@room alone needs no format', () => {
    expect(sent(line(all, text(' réunion')))).toEqual({ body: '@room réunion', html: null, mentions: { userIds: [], room: true } });
  });
});

describe('HTML of others, pasted or to be changed', () => {
  it('of other clients is read with its distances', () => {
    expect(read('<p>a</p>\n<p>b<br>\nc</p>\n<ul>\n<li>d</li>\n</ul>\n')).toEqual(
      doc(line(text('a')), line(), line(text('b')), line(text('c')), {
        type: 'bullet_list',
        content: [{ type: 'list_item', content: [line(text('d'))] }],
      }),
    );
  });

  it('of an office suite loses its layout and keeps its words', () => {
    const word =
      '<style>p{color:red}</style><h1>Titre</h1><p style="x"><b style="font-weight:normal">n</b><o:p></o:p></p><table><tr><td>1</td><td>2</td></tr></table>';
    expect(written(read(word) ?? doc()).body).toBe('Titre\n\nn\n1 2 ');
  });

  it.each(attacks)('is disarmed: %s', (html) => {
    const found = read(html);
    if (found === null) return;
    const out = written(found).html ?? '';
    const holder = document.createElement('div');
    holder.innerHTML = out;
    for (const element of holder.querySelectorAll('*')) {
      expect(element.tagName).toMatch(/^(A|SPAN|STRONG|EM|U|DEL|CODE|PRE|UL|OL|LI|BLOCKQUOTE|BR)$/);
      for (const name of element.getAttributeNames()) expect(name).toMatch(/^(href|data-mx-spoiler|class|start)$/);
      expect(element.getAttribute('href') ?? 'https:').toMatch(/^(https?|mailto|matrix|tchap):/);
    }
    expect(out + JSON.stringify(found)).not.toMatch(/alert\(1\)<|javascript:/);
  });

  it('that is huge or deep ends', () => {
    expect(read('<ul><li>'.repeat(400) + 'fond')).not.toBeNull();
    expect(JSON.stringify(read('<b>a</b> '.repeat(100_000))).length).toBeLessThan(2_000_000);
  });

  it('turns nothing into a mention of all but the word, where that is allowed', () => {
    const found = documentOf('@room et a@room.fr', null, { room: true });
    expect(found).toEqual(doc(line(all, text(' et a@room.fr'))));
    expect(documentOf('@room', null, { room: false })).toEqual(doc(line(text('@room'))));
  });
});

/** Numbers from 0 to 1, the same ones for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function randomDocument(seed: number): Document {
  const next = numbers(seed);
  const pick = <T>(values: readonly [T, ...T[]]): T => values[Math.floor(next() * values.length)] ?? values[0];
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: Math.floor(next() * (most + 1)) }, make);
  const words = (): string =>
    some(5, () =>
      pick(['mot', ' ', '  ', '<b>', '&amp;', '"', '«\u00a0', '\u202f»', '*', '_', '`', '\u200b', 'שלום', '👩‍🚒', '@', '#', 'é']),
    ).join('');
  const mark = (): Mark =>
    pick<Mark>([
      { type: 'strong' },
      { type: 'em' },
      { type: 'underline' },
      { type: 'strike' },
      { type: 'code' },
      { type: 'link', attrs: { href: 'https://gouv.fr/?a=1&b=%C2%BB' } },
      { type: 'spoiler', attrs: { reason: pick(['', 'une "raison" <']) } },
    ]);
  const inline = (): Inline => {
    const marks = next() < 0.5 ? [] : some(3, mark);
    const one = pick<Inline>([text(words()), text(words()), alice, crisis, all]);
    return marks.length > 0 ? { ...one, marks } : one;
  };
  // `@room` is a word of its own, else it is none.
  const paragraph = () =>
    line(...some(4, inline).flatMap((one) => (one.type === 'mention' && one.attrs.ref === '@room' ? [text(' '), one, text(' ')] : [one])));
  const block = (depth: number): Block => {
    const kind = depth > 2 ? 0 : next();
    if (kind < 0.5) return paragraph();
    if (kind < 0.6)
      return {
        type: 'code_block',
        attrs: { language: pick(['', 'c++']) },
        content: [{ type: 'text', text: pick(['\n a\n', '<x>&', ' ', '']) }],
      };
    if (kind < 0.7) return { type: 'blockquote', content: some(3, () => block(depth + 1)) };
    const content = some(3, () => ({ type: 'list_item' as const, content: [paragraph(), ...some(2, () => block(depth + 1))] as [never] }));
    return next() < 0.5 ? { type: 'bullet_list', content } : { type: 'ordered_list', attrs: { order: pick([1, 7]) }, content };
  };
  return doc(...some(5, () => block(0)));
}

describe('what is sent', () => {
  it('is read back as it was written, for 600 documents', () => {
    for (let seed = 1; seed <= 600; seed++) {
      const document = randomDocument(seed);
      const { body, html } = written(document);
      const again = documentOf(body, html, { room: true });
      expect(again, `seed ${seed}: ${html ?? body}`).toEqual(normalised(document));
      expect(written(again)).toEqual(written(document));
    }
  });
});
