import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStage, type Browser } from './stage/index.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startStage();
});
afterAll(() => browser.close());

const room = 'Cellule de crise inondations';
const field = (page: Page) => page.getByRole('textbox', { name: `Message à « ${room} »` });
const options = (page: Page) => page.getByRole('option');
/** `?free`: without the rules of the page, so that the composer stands alone. */
const inRoom = async (query = '', size?: { width: number; height: number }): Promise<Page> => {
  const page = await browser.open(query, size);
  await page.getByText(room).first().click();
  await field(page).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('textbox');
  return page;
};
type Sent = { body: string; html: string | null; mentions: { userIds: string[]; room: boolean } };
const sent = (page: Page): Promise<Sent[]> =>
  page.evaluate(() =>
    window.stage.calls.filter(([name]) => name === 'messages.send').map(([, input]) => (input as { content: Sent }).content),
  );
const sends = async (page: Page): Promise<Sent> => {
  const before = (await sent(page)).length;
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await sent(page)).length).toBe(before + 1);
  return (await sent(page)).at(-1) as Sent;
};
/** Pastes as a browser does, with a clipboard of the story’s own. */
const pastes = (page: Page, data: Record<string, string>) =>
  field(page).evaluate((element, given) => {
    const clipboardData = new DataTransfer();
    for (const [type, value] of Object.entries(given)) clipboardData.setData(type, value);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, data);

describe('words', () => {
  it('become what Markdown means as they are typed, and Backspace takes it back', async () => {
    const page = await inRoom();
    await page.keyboard.type('**gras** *italique* ~~barré~~ `code` ||masqué|| [site](https://gouv.fr) 2 * 3 * 4 snake_case_name');
    expect((await sends(page)).html).toBe(
      '<strong>gras</strong> <em>italique</em> <del>barré</del> <code>code</code> <span data-mx-spoiler>masqué</span> ' +
        '<a href="https://gouv.fr/">site</a> 2 * 3 * 4 snake_case_name',
    );
    await page.keyboard.type('un *signe*');
    await page.keyboard.press('Backspace');
    expect(await sends(page)).toMatchObject({ body: 'un *signe*', html: null });
    await page.close();
  });

  it('make lists, quotes and code of lines, left by an empty line', async () => {
    const page = await inRoom();
    for (const part of ['- un', 'deux', '', 'après', '> cité', '', '```sh']) {
      await page.keyboard.type(part);
      await page.keyboard.press(part === '```sh' ? 'Enter' : 'Shift+Enter');
    }
    await page.keyboard.type('ls <x>');
    expect(await sends(page)).toMatchObject({
      body: '- un\n- deux\naprès\n> cité\n```sh\nls <x>\n```',
      html: '<ul><li>un</li><li>deux</li></ul>après<blockquote>cité</blockquote><pre><code class="language-sh">ls &lt;x&gt;\n</code></pre>',
    });
    await page.close();
  });

  it('are formatted with keys and buttons, which show what stands at the caret', async () => {
    const page = await inRoom();
    await page.keyboard.press('Control+b');
    await page.keyboard.type('fort');
    await page.getByRole('button', { name: 'Gras', pressed: true }).waitFor();
    await page.keyboard.press('Control+b');
    await page.keyboard.type(' et ');
    await page.getByRole('button', { name: 'Italique' }).click();
    await page.keyboard.type('penché');
    await page.getByRole('button', { name: 'Italique' }).click();
    await page.getByRole('button', { name: 'Lien' }).click();
    await page.getByLabel('Adresse').fill('pas une adresse');
    await page.getByRole('button', { name: 'Insérer', exact: true }).click();
    await page.getByText('Cette adresse n’est pas reconnue.').waitFor();
    await page.getByLabel('Adresse').fill('service-public.fr');
    await page.getByRole('button', { name: 'Insérer', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await field(page).focus();
    await page.keyboard.press('End');
    expect((await sends(page)).html).toBe(
      '<strong>fort</strong> et <em>penché</em><a href="https://service-public.fr/">https://service-public.fr/</a>',
    );
    await page.close();
  });

  it('keep every character of French print, typed, pasted and composed by an input method', async () => {
    const page = await inRoom();
    const print = '«\u00a0Réunion\u202f: à 14\u00a0h…\u00a0» -- "droits" ... l’Œuvre  (c)';
    await page.keyboard.insertText(print);
    expect(await sends(page)).toMatchObject({ body: print, html: null });
    await pastes(page, { 'text/plain': `${print}\r\n\r\nfin`, 'text/html': `<p>${print}</p><p>fin</p>` });
    expect(await sends(page)).toMatchObject({ body: `${print}\n\nfin`, html: null });
    const input = await page.context().newCDPSession(page);
    await input.send('Input.imeSetComposition', { text: 'を', selectionStart: 1, selectionEnd: 1 });
    await page.keyboard.press('Enter');
    expect(await sent(page)).toHaveLength(2);
    await input.send('Input.insertText', { text: 'を' });
    expect((await sends(page)).body).toContain('を');
    await page.close();
  });
});

describe('names', () => {
  it('are found, chosen with the keyboard, drawn as pills, and mention', async () => {
    const page = await inRoom();
    await page.keyboard.type('Bonjour @cle');
    await expect.poll(() => options(page).allInnerTexts()).toHaveLength(1);
    expect(await field(page).getAttribute('aria-activedescendant')).toBe(await options(page).first().getAttribute('id'));
    await page.keyboard.press('Enter');
    await page.keyboard.type('et @ber');
    await page.keyboard.press('Tab');
    await page.keyboard.type('@');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => page.getByRole('option', { selected: true }).innerText()).toContain('@room');
    await page.keyboard.press('Enter');
    await page.keyboard.type('voir #march');
    await page.keyboard.press('Enter');
    expect(await field(page).locator('.pill').allInnerTexts()).toEqual([
      '@Clément Œillet',
      '@Paul Bernard',
      '@room',
      '#Marché national 2027',
    ]);
    expect(await sends(page)).toMatchObject({
      body: 'Bonjour @Clément Œillet et @Paul Bernard @room voir #Marché national 2027 ',
      mentions: { userIds: ['@clement.oeillet:agent.fr', '@paul.bernard:agent.fr'], room: true },
    });
    await page.close();
  });

  it('that are refused stay words: Escape closes the list and the message goes as it is', async () => {
    const page = await inRoom();
    await page.keyboard.type('@cla');
    await options(page).first().waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => options(page).count()).toBe(0);
    expect(await sends(page)).toMatchObject({ body: '@cla', html: null, mentions: { userIds: [], room: false } });
    await page.keyboard.type('contact@clement.fr');
    expect(await options(page).count()).toBe(0);
    await page.close();
  });
});

describe('emoji', () => {
  it('are written by French and English short names, and found in the picker', async () => {
    const page = await inRoom();
    await page.keyboard.type(':drapeau_fr');
    await options(page).first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type(' :tada:');
    await expect.poll(() => field(page).innerText()).toContain('🎉');
    await page.getByRole('button', { name: 'Insérer un émoji' }).click();
    await page.getByRole('searchbox', { name: 'Chercher un émoji' }).fill('école');
    await page.getByRole('button', { name: 'école', exact: true }).click();
    await expect.poll(() => field(page).innerText()).toContain('🏫');
    expect((await sends(page)).body).toMatch(/^🇫🇷 🎉️?🏫$/u);
    await page.close();
  });
});

describe('a reaction', () => {
  it('is any emoji', async () => {
    const page = await inRoom();
    const message = page.getByRole('article').last();
    await message.hover();
    await message.getByRole('button', { name: 'Réagir', exact: true }).click();
    await message.getByRole('button', { name: 'Autre émoji' }).click();
    await page.getByRole('searchbox', { name: 'Chercher un émoji' }).fill('fusée');
    await page.getByRole('button', { name: 'fusée', exact: true }).click();
    await expect.poll(() => sent(page)).toMatchObject([{ kind: 'reaction', key: '🚀' }]);
    await page.close();
  });
});

describe('commands', () => {
  it('are listed with their help; what is none is never sent without a question', async () => {
    const page = await inRoom();
    await page.keyboard.type('/');
    // All but those that take people out, which she may not.
    await expect.poll(() => options(page).allInnerTexts()).toHaveLength(12);
    await page.keyboard.type('masq');
    await page.keyboard.press('Enter');
    await page.keyboard.type('la fin');
    expect((await sends(page)).html).toBe('<span data-mx-spoiler>la fin</span>');
    await page.keyboard.type('/invitte Paul');
    await page.keyboard.press('Enter');
    const question = page.getByRole('alert').filter({ hasText: '/invitte' });
    await question.getByRole('button', { name: 'Corriger' }).click();
    await expect.poll(() => question.count()).toBe(0);
    expect(await sent(page)).toHaveLength(1);
    await page.keyboard.press('Enter');
    await question.getByRole('button', { name: 'Envoyer comme du texte' }).click();
    await expect.poll(async () => (await sent(page)).at(-1)?.body).toBe('/invitte Paul');
    await page.close();
  });
});

describe('what is pasted', () => {
  it('keeps its format and nothing that could do harm', async () => {
    const page = await inRoom('?free');
    await page.evaluate(() => (window.alert = () => (window.attacked = true)));
    const html =
      '<meta charset="utf-8"><style>*{display:none}</style><h2 onclick="alert(1)">Titre</h2><img src="x" onerror="alert(1)">' +
      '<p style="position:fixed">Un <b>mot</b> <a href="javascript:alert(1)">ici</a><script>alert(1)</' +
      'script></p><ul><li>un</li></ul>';
    await pastes(page, { 'text/html': html, 'text/plain': 'x' });
    expect((await sends(page)).html).toBe('<strong>Titre</strong><br><br>Un <strong>mot</strong> ici<ul><li>un</li></ul>');
    expect(await page.evaluate(() => window.attacked ?? false)).toBe(false);
    await page.close();
  });

  it('from office programs, which say with styles what tags say elsewhere, is what it was there', async () => {
    const page = await inRoom('?free');
    const word =
      "<p class=MsoNormal><b><span style='font-size:14.0pt'>Compte rendu</span></b></p>" +
      "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·" +
      '<span>&nbsp;&nbsp; </span></span><![endif]>Premier point<o:p></o:p></p>' +
      "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp; </span>Second point</p>" +
      "<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.&nbsp; </span>D’abord</p>";
    await pastes(page, { 'text/html': word, 'text/plain': 'x' });
    expect((await sends(page)).html).toBe(
      '<strong>Compte rendu</strong><ul><li>Premier point</li><li>Second point</li></ul><ol><li>D’abord</li></ol>',
    );
    const docs =
      '<b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700;font-style:normal">Gras</span>' +
      '<span style="font-weight:400"> maigre </span><span style="font-weight:400;font-style:italic">penché</span></p></b>';
    await pastes(page, { 'text/html': docs, 'text/plain': 'x' });
    expect((await sends(page)).html).toBe('<strong>Gras</strong> maigre <em>penché</em>');
    await page.close();
  });

  it('cannot turn the line, and too much of it is refused', async () => {
    const page = await inRoom();
    await pastes(page, { 'text/plain': 'fac\u202eexe.pdf\u0000 a\u200bb' });
    expect((await sends(page)).body).toBe('facexe.pdf a\u200bb');
    await pastes(page, { 'text/plain': 'x'.repeat(300_000) });
    await page.getByText('Ce texte est trop long pour un message.').waitFor();
    expect(await field(page).innerText()).toBe('\n');
    await page.close();
  });

  it('makes a link of what is selected, and copies as it would be sent', async () => {
    const page = await inRoom();
    await page.keyboard.type('le site');
    await page.keyboard.press('Control+a');
    await pastes(page, { 'text/plain': 'https://gouv.fr/' });
    await page.keyboard.press('Control+a');
    const copied = await field(page).evaluate((element) => {
      const clipboardData = new DataTransfer();
      element.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }));
      return [clipboardData.getData('text/plain'), clipboardData.getData('text/html')];
    });
    expect(copied).toEqual(['le site (https://gouv.fr/)', '<a href="https://gouv.fr/">le site</a>']);
    await page.close();
  });
});

describe('the composer', () => {
  const faults = async (page: Page): Promise<string[]> => {
    await page.evaluate(axe.source);
    return page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run('main');
      return violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
    });
  };

  it.each(['light', 'dark'])('has no accessibility fault, its lists and its picker open: %s', async (theme) => {
    const page = await inRoom(`?theme=${theme}`);
    await page.keyboard.type('**gras** `code` @');
    await options(page).first().waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Insérer un émoji' }).click();
    await page.getByRole('button', { name: 'Visages et émotions' }).click();
    await page.getByRole('button', { name: 'visage rieur', exact: true }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.close();
  });

  it('broke no rule of the page and threw nothing', () => expect(browser.problems).toEqual([]));
});
