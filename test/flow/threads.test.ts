import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../renderer/text/en/index.ts';
import { fr } from '../../renderer/text/fr/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const room = 'Préparation du budget';
const words = fr.messages.threads;

describe('two agents in threads', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let paul: Agent;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
    await marie.creates(room, [paul.user.userId]);
    await paul.accepts(room);
  });
  const panel = (agent: Agent) => agent.page.getByRole('complementary', { name: words.one });
  const inThread = (agent: Agent, text: string) => panel(agent).getByRole('article').filter({ hasText: text });
  const main = (agent: Agent) => agent.page.getByRole('log', { name: fr.timeline.label(room) });
  const answers = async (agent: Agent, text: string): Promise<void> => {
    const field = panel(agent).getByRole('textbox').last();
    await field.fill(text);
    await field.press('Enter');
    await inThread(agent, text).waitFor();
  };

  it('answer in one, which stands under its first message and not in the conversation', async () => {
    await marie.writes('Le budget est prêt pour relecture');
    await paul.sees('Le budget est prêt pour relecture');
    await paul.picks('Le budget est prêt', words.reply);
    await answers(paul, 'Il manque la ligne 12');
    const line = main(marie).getByTitle(words.open);
    await line.getByText(words.replies(1)).waitFor();
    await line.getByText('Il manque la ligne 12').waitFor();
    expect(await main(marie).getByRole('article').filter({ hasText: 'Il manque la ligne 12' }).count()).toBe(1);
    expect(await main(paul).getByRole('article').count()).toBe(1);
    // Two fields stand beside one another, each under a name of its own.
    await panel(paul).getByRole('textbox', { name: fr.composer.inThread, exact: true }).waitFor();
    await paul.composer(room).waitFor();
    await paul.chooseSettings({ language: 'en' });
    await paul.page.getByTitle(en.messages.threads.open).getByText('Paul Bernard: Il manque la ligne 12').waitFor();
    await paul.chooseSettings({ language: 'fr' });
    await paul.picture('thread');
  });

  it('are told what is unread in it until they have read it there', async () => {
    const line = main(marie).getByTitle(words.open);
    await line.getByText(words.unread(1)).waitFor();
    await line.click();
    await inThread(marie, 'Il manque la ligne 12').waitFor();
    await marie.page.bringToFront();
    await line.getByText(words.unread(1)).waitFor({ state: 'detached' });
    // Of the thread itself, beside that of the conversation (`main`).
    const ofThread = () =>
      marie.network.seen.some(({ path, body }) => path.includes('/receipt/m.read/') && body.includes('"thread_id":"$'));
    await expect.poll(ofThread).toBe(true);
    await answers(marie, 'Ajoutée, merci');
    await inThread(paul, 'Ajoutée, merci').waitFor();
    await main(paul).getByTitle(words.open).getByText(words.replies(2)).waitFor();
  });

  it('find them in a list', async () => {
    await panel(marie).getByRole('button', { name: words.title, exact: true }).click();
    const list = marie.page.getByRole('complementary', { name: words.title });
    await list.getByText(words.replies(2)).waitFor();
    await marie.picture('threads');
    await list.getByRole('button').filter({ hasText: 'Le budget est prêt' }).click();
    await inThread(marie, 'Ajoutée, merci').waitFor();
  });

  it('drop a file or type letters beside it: they go where that was done, and nowhere else', async () => {
    const { composer } = fr;
    const beside = marie.page.locator('main form');
    const within = panel(marie).locator('form');
    const drops = (target: Locator, name: string) =>
      target.evaluate((element, name) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['Ligne 12'], name, { type: 'text/plain' }));
        for (const type of ['dragenter', 'dragover', 'drop'])
          element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }, name);
    const files = (form: Locator) => form.getByRole('list', { name: composer.files });
    await drops(inThread(marie, 'Ajoutée, merci'), 'du-fil.txt');
    await files(within).getByText('du-fil.txt').waitFor();
    await drops(main(marie), 'du-salon.txt');
    await files(beside).getByText('du-salon.txt').waitFor();
    expect([await files(within).getByRole('listitem').count(), await files(beside).getByRole('listitem').count()]).toEqual([1, 1]);
    await within.getByRole('button', { name: composer.removeFile('du-fil.txt'), exact: true }).click();
    await beside.getByRole('button', { name: composer.removeFile('du-salon.txt'), exact: true }).click();
    await main(marie).getByRole('article').last().focus();
    await marie.page.keyboard.type('au salon');
    await beside.getByRole('textbox').getByText('au salon').waitFor();
    expect((await within.getByRole('textbox').innerText()).trim()).toBe('');
    await beside.getByRole('textbox').fill('');
  });

  it('find it all again after a restart', async () => {
    await marie.restarts();
    await marie.opens(room);
    await main(marie).getByTitle(words.open).click();
    await inThread(marie, 'Il manque la ligne 12').waitFor();
    await inThread(marie, 'Ajoutée, merci').waitFor();
  });

  it('leave nothing to complain of in the console', () => {
    expect([...marie.complaints, ...paul.complaints].filter((line) => !line.includes('WebSocket'))).toEqual([]);
  });
});
