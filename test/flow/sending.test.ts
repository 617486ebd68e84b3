import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const room = 'Bureau des marchés';
const words = fr.messages.linkPreview;
const sending = /PUT \/_matrix\/client\/v3\/rooms\/[^/]+\/send\//u;

describe('what an agent sends', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let paul: Agent;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
    await marie.creates(room, [paul.user.userId]);
    await paul.accepts(room);
  });
  const failure = (text: string, told: string) => marie.message(text).last().getByText(told, { exact: true });

  it('arrives character for character', async () => {
    const tricky = [
      '«\u202fPrêt\u202f?\u202f» — l’œuvre\u00a0: 10\u00a0000\u00a0€',
      'e\u0301te\u0301 שלום (123) مرحبا',
      'نمی\u200cخواهم 👩‍💻 🇫🇷',
    ];
    for (const text of tricky) {
      await marie.composer().focus();
      await marie.page.keyboard.insertText(text);
      await marie.composer().press('Enter');
      await marie.knowsSent(text);
      await paul.sees(text);
    }
    for (const agent of [marie, paul]) {
      const shown = await agent.page
        .getByRole('log')
        .locator('.formatted')
        .evaluateAll((all) => all.map((one) => one.textContent));
      expect(shown).toEqual(tricky);
    }
  });

  it('is coloured where it is code, while it is written and once it is sent', async () => {
    await marie.composer().pressSequentially('```ts ');
    await marie.composer().pressSequentially('const prix = 12; // euros');
    await marie.composer().locator('.code-keyword').getByText('const', { exact: true }).waitFor();
    await marie.composer().press('Enter');
    for (const agent of [marie, paul]) await agent.message('const prix').locator('.code-comment').getByText('// euros').waitFor();
    await paul.pictures('code', async () => undefined);
  });

  it('offers a meeting at an address of its own', async () => {
    await marie.composer().pressSequentially('/visio Point de 14 h');
    await marie.composer().press('Escape');
    await marie.composer().press('Enter');
    await paul
      .message('Point de 14 h')
      .getByRole('link', { name: /^https:\/\/visio\.numerique\.gouv\.fr\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/u })
      .waitFor();
  });

  it('says why it failed, also after a restart, and goes out when it is sent again', async () => {
    marie.network.add({ match: sending, fault: { kind: 'status', status: 403, errcode: 'M_FORBIDDEN' }, times: 1 });
    await marie.writes('Refusé une fois');
    await failure('Refusé une fois', fr.timeline.failures.forbidden).waitFor();
    await marie.restarts();
    await marie.opens(room);
    await failure('Refusé une fois', fr.timeline.failures.forbidden).waitFor();
    await marie.picture('queue-failed');
    await marie.message('Refusé une fois').last().getByRole('button', { name: fr.timeline.retrySend }).click();
    await paul.sees('Refusé une fois');
    await marie.knowsSent('Refusé une fois');
  });

  it('too large for the server, is told so and can be deleted', async () => {
    await marie.types('é'.repeat(50_000));
    await marie.composer().press('Enter');
    await failure('ééé', fr.timeline.failures['too-large']).waitFor();
    await marie.message('ééé').last().getByRole('button', { name: fr.timeline.discard }).click();
    await marie.message('ééé').waitFor({ state: 'detached' });
  });

  it('waits by itself where the server asks for patience', async () => {
    const rule = marie.network.add({ match: sending, fault: { kind: 'status', status: 429, retryAfterMs: 200 }, times: 2 });
    await marie.writes('Patience');
    await paul.sees('Patience');
    expect(rule.hits).toBe(2);
  });

  it('has its link looked at only at the wish of the reader, and after a question where it is encrypted', async () => {
    const asked = () => paul.network.seen.filter(({ path }) => path.includes('/preview_url'));
    paul.network.add({
      match: /GET \/_matrix\/client\/v1\/media\/preview_url/u,
      fault: {
        kind: 'replace',
        status: 200,
        body: () =>
          JSON.stringify({
            'og:title': 'Marchés\u202E publics',
            'og:description': '<b>Avis</b>',
            'og:site_name': 'Boamp',
            'og:image': 'https://evil.test/x.png',
          }),
      },
    });
    await marie.writes('Voir https://www.boamp.fr/avis/12');
    await paul.sees('https://www.boamp.fr/avis/12');
    expect(asked()).toEqual([]);
    await paul.picks('boamp', words.show);
    const dialog = paul.page.getByRole('dialog');
    await dialog.getByText(words.text).waitFor();
    expect(asked()).toEqual([]);
    await dialog.getByRole('button', { name: words.confirm, exact: true }).click();
    const message = paul.message('boamp').last();
    await message.getByRole('link', { name: 'Marchés publics' }).waitFor();
    await expect.poll(() => message.innerText()).toContain('<b>Avis</b>');
    expect(await message.locator('img[src*="evil"]').count()).toBe(0);
    expect(asked().map(({ path }) => new URL(path, 'http://x').searchParams.get('url'))).toEqual(['https://www.boamp.fr/avis/12']);
    await paul.picture('link-preview');
    expect(await paul.axe()).toEqual([]);
  });

  it('leaves nothing to complain of in the console', () => {
    expect([...marie.complaints, ...paul.complaints].filter((line) => !line.includes('WebSocket'))).toEqual([]);
  });
});
