import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const room = 'Guichet unique';

describe('what two agents write to each other', () => {
  const story = Story.forSuite({ config: { max_event_delay_duration: '7d' } });
  let marie: Agent;
  let paul: Agent;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
    await marie.creates(room, [paul.user.userId]);
    await paul.accepts(room);
  });
  const types = (agent: Agent, text: string) => agent.composer().pressSequentially(text);
  const pills = (agent: Agent) => agent.composer().locator('.pill').allInnerTexts();

  it('a mention is found, seen as a pill, and marks the message for who is named', async () => {
    await types(marie, 'Bonjour @pau');
    await marie.page.getByRole('option', { name: /Paul Bernard/u }).waitFor();
    await marie.composer().press('Enter');
    await types(marie, '**à lire** :tada:');
    await expect.poll(() => marie.composer().innerText(), { timeout: 20_000 }).toContain('🎉');
    await marie.composer().press('Enter');
    const message = paul.message('à lire');
    await message.locator('.pill').getByText('@Paul Bernard').waitFor();
    await message.locator('strong').waitFor();
    await message.getByText(fr.timeline.mentioned).waitFor();
    expect(await message.innerText()).toContain('🎉');
  });

  it('an edit begins with the pill and the format, and keeps them', async () => {
    await marie.knowsSent('à lire');
    await marie.composer().press('ArrowUp');
    await expect.poll(() => pills(marie), { timeout: 20_000 }).toEqual(['@Paul Bernard']);
    expect(await marie.page.getByRole('button', { name: fr.composer.later.open, exact: true }).count()).toBe(0);
    await marie.composer().press('End');
    await types(marie, ' demain');
    await marie.composer().press('Enter');
    await paul.message('demain').locator('.pill').waitFor();
    await paul.message('demain').locator('strong').waitFor();
  });

  it('a draft with its mention and its answer survives the end of the application', async () => {
    await paul.acts('demain', fr.timeline.reply);
    await types(paul, 'merci @mar');
    await paul.page.getByRole('option', { name: /Marie Laurent/u }).waitFor();
    await paul.composer().press('Tab');
    await paul.composer().blur();
    await paul.restarts();
    await paul.room(room).getByText('merci @Marie Laurent').waitFor();
    await paul.opens(room);
    await expect.poll(() => pills(paul), { timeout: 20_000 }).toEqual(['@Marie Laurent']);
    await paul.page.getByText(fr.composer.replying('Marie Laurent')).waitFor();
    await paul.composer().press('Enter');
    const answer = marie.message('merci');
    await answer.locator('.pill').waitFor();
    await answer.getByTitle(fr.timeline.showOriginal).waitFor();
  });

  it('pasted files leave with their caption', async () => {
    await marie.composer().evaluate((element) => {
      const clipboardData = new DataTransfer();
      for (const name of ['un.txt', 'deux.txt']) clipboardData.items.add(new File([`contenu ${name}`], name, { type: 'text/plain' }));
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await marie.page.getByRole('list', { name: fr.composer.files }).getByText('deux.txt').waitFor();
    await types(marie, 'deux pièces');
    await marie.composer().press('Enter');
    await paul.sees('deux pièces');
    await paul.sees('deux.txt');
  });

  it('words that wait can be changed, and arrive as they were changed', async () => {
    await marie.network.disconnect();
    await marie.writes('départ à 9 h');
    await marie.composer().press('ArrowUp');
    await expect.poll(() => marie.composer().innerText(), { timeout: 20_000 }).toBe('départ à 9 h');
    await marie.types('départ à 10 h');
    await marie.composer().press('Enter');
    await marie.sees('départ à 10 h');
    await marie.network.reconnect();
    await paul.sees('départ à 10 h');
    await marie.knowsSent('départ à 10 h');
    await expect.poll(() => paul.message('départ à 9 h').count(), { timeout: 20_000 }).toBe(0);
  });

  it('a message for later is listed, and leaves when it is told to', async () => {
    await marie.types('rappel du comité');
    await marie.page.getByRole('button', { name: fr.composer.later.open, exact: true }).click();
    const dialog = marie.page.getByRole('dialog');
    await dialog.getByText(fr.composer.later.encrypted.slice(0, 30)).waitFor();
    await marie.picture('composer/later-fr');
    expect(await marie.axe()).toEqual([]);
    await dialog.getByRole('button', { name: fr.composer.later.monday, exact: true }).click();
    await dialog.getByRole('button', { name: fr.composer.later.confirm, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await marie.page.getByRole('button', { name: fr.composer.later.count(1), exact: true }).click();
    await dialog.getByText('rappel du comité').waitFor();
    await marie.picture('composer/later-list-fr');
    await dialog.getByRole('button', { name: fr.composer.later.sendNow, exact: true }).click();
    await dialog.getByText('rappel du comité').waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: fr.common.close, exact: true }).last().click();
    await paul.sees('rappel du comité');
  });

  it('a command takes somebody out with a reason, where one may; who may not is told', async () => {
    const commands = (agent: Agent) => agent.page.getByRole('option').filter({ hasText: /^\/(?:kick|ban|unban)\b/u });
    await types(paul, '/');
    await paul.page.getByRole('option').filter({ hasText: '/topic' }).waitFor();
    expect(await commands(paul).count()).toBe(0);
    await types(paul, 'kick @mar');
    await paul.page.getByRole('option', { name: /Marie Laurent/u }).waitFor();
    await paul.composer().press('Enter');
    await expect.poll(() => pills(paul)).toEqual(['@Marie Laurent']);
    await paul.composer().press('Enter');
    await paul.page.getByText(fr.errors['room.forbidden'].what).waitFor();
    await paul.types('');

    await types(marie, '/');
    await expect.poll(() => commands(marie).count()).toBe(3);
    await marie.picture('composer/commands-fr');
    await types(marie, 'kick @pau');
    await marie.page.getByRole('option', { name: /Paul Bernard/u }).waitFor();
    await marie.composer().press('Enter');
    await expect.poll(() => pills(marie)).toEqual(['@Paul Bernard']);
    await types(marie, 'départ du service');
    await marie.composer().press('Enter');
    const told = marie.page.getByRole('status').getByText(fr.composer.commandDone.kick);
    await told.waitFor();
    // It covers nothing that one writes or sends with.
    const [toast, form] = await Promise.all([told.boundingBox(), marie.page.locator('main form').boundingBox()]);
    expect((toast?.y ?? Infinity) + (toast?.height ?? 0)).toBeLessThan(form?.y ?? 0);
    await paul.page.getByText('départ du service').first().waitFor();
  });

  it('leave nothing to complain of in the console', () => {
    expect([...marie.complaints, ...paul.complaints].filter((line) => !line.includes('WebSocket'))).toEqual([]);
  });
});
