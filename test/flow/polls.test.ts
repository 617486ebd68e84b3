import { beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { fr } from '../../renderer/text/fr/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const room = 'Service du personnel';
const words = fr.polls;
const question = 'Quel jour pour la réunion ?';

describe('two agents and a poll', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let paul: Agent;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
    await marie.creates(room, [paul.user.userId]);
    await paul.accepts(room);
  });
  const poll = (agent: Agent, asked = question): Locator => agent.page.getByRole('group', { name: asked }).last();
  const answer = (agent: Agent, text: string, asked = question): Locator =>
    poll(agent, asked).getByRole('listitem').filter({ hasText: text });
  const choose = async (agent: Agent, text: string, button: string, asked = question): Promise<void> => {
    await answer(agent, text, asked).getByText(text, { exact: true }).click();
    await poll(agent, asked).getByRole('button', { name: button, exact: true }).click();
  };
  const asks = async (agent: Agent, asked: string, answers: string[], options: string[] = []): Promise<void> => {
    const form = agent.page.getByRole('main').last().locator('form').last();
    await form.getByRole('button', { name: words.open, exact: true }).click();
    const dialog = agent.page.getByRole('dialog');
    await dialog.getByLabel(words.create.question, { exact: true }).fill(asked);
    for (const [index, text] of answers.entries()) {
      if (index >= 2) await dialog.getByRole('button', { name: words.create.add, exact: true }).click();
      await dialog.getByLabel(words.create.answer(index + 1), { exact: true }).fill(text);
    }
    for (const option of options) await dialog.getByRole('checkbox', { name: option, exact: true }).check();
    if (options.length === 0) await agent.picture('poll-create');
    await dialog.getByRole('button', { name: words.create.confirm, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await poll(agent, asked).waitFor();
  };
  const sees = (agent: Agent, text: string, votes: number, percent: number, asked = question): Promise<void> =>
    answer(agent, text, asked).getByText(words.result(votes, percent)).waitFor();

  it('ask, vote and change the vote, in an encrypted room', async () => {
    await asks(marie, question, ['Lundi', 'Mardi', 'Jeudi']);
    await poll(paul).waitFor();
    expect(await answer(paul, 'Lundi').innerText()).not.toContain('%');
    await choose(paul, 'Mardi', words.vote);
    await sees(paul, 'Mardi', 1, 100);
    await poll(marie).getByText(words.voters(1)).waitFor();
    await choose(marie, 'Lundi', words.vote);
    await sees(marie, 'Mardi', 1, 50);
    await choose(paul, 'Lundi', words.change);
    for (const agent of [marie, paul]) await sees(agent, 'Lundi', 2, 100);
    const sent = paul.network.seen.filter(({ method, path }) => method === 'PUT' && path.includes('/send/'));
    expect(sent.every(({ path }) => path.includes('m.room.encrypted'))).toBe(true);
    await poll(marie).getByRole('button', { name: words.takeBack, exact: true }).click();
    await sees(paul, 'Lundi', 1, 100);
    expect(await marie.axe()).toEqual([]);
    await paul.page.locator('body').click({ position: { x: 2, y: 2 } });
    await paul.pictures('poll', async () => undefined);
  });

  it('find it in the list of rooms and by the words of its answers', async () => {
    await marie.room(room).getByText(words.poll(question)).waitFor();
    await marie.page.keyboard.press('Control+f');
    await marie.page.getByRole('searchbox', { name: fr.search.field }).fill('jeudi');
    const panel = marie.page.getByRole('complementary', { name: fr.search.title });
    await panel.getByRole('button').filter({ hasText: 'Jeudi' }).first().waitFor();
    await panel.getByRole('button', { name: fr.common.close }).click();
  });

  it('vote without the network: it goes out later, and survives a restart', async () => {
    await paul.network.disconnect();
    await choose(paul, 'Jeudi', words.change);
    await sees(paul, 'Jeudi', 1, 100);
    await paul.restarts();
    await paul.opens(room);
    await sees(paul, 'Jeudi', 1, 100);
    await paul.network.reconnect();
    await marie.message(question).last().waitFor();
    await choose(marie, 'Jeudi', words.vote);
    await sees(marie, 'Jeudi', 2, 100);
  });

  it('only who asked it, or moderates, ends it; nobody votes after that', async () => {
    await paul.message(question).last().click({ button: 'right' });
    await paul.page.getByRole('menuitem', { name: fr.timeline.copy, exact: true }).waitFor();
    expect(await paul.page.getByRole('menuitem', { name: words.end, exact: true }).count()).toBe(0);
    await paul.page.keyboard.press('Escape');
    await marie.picks(question, words.end);
    await marie.page.getByRole('dialog').getByRole('button', { name: words.ending.confirm, exact: true }).click();
    for (const agent of [marie, paul]) {
      await poll(agent).getByText(words.ended, { exact: true }).waitFor();
      expect(await poll(agent).getByRole('radio').count()).toBe(0);
    }
    await marie.picture('poll-ended');
  });

  it('see the results of a hidden one at its end and not before, several answers each', async () => {
    const hidden = 'Quels thèmes retenir ?';
    await asks(marie, hidden, ['Budget', 'Locaux', 'Congés'], [words.create.several, words.create.hidden]);
    await poll(paul, hidden).waitFor();
    await answer(paul, 'Budget', hidden).getByRole('checkbox').check();
    await choose(paul, 'Congés', words.vote, hidden);
    await poll(marie, hidden).getByText(words.voters(1)).waitFor();
    for (const agent of [marie, paul]) expect(await poll(agent, hidden).innerText()).not.toContain('%');
    await marie.picks(hidden, words.end);
    await marie.page.getByRole('dialog').getByRole('button', { name: words.ending.confirm, exact: true }).click();
    await sees(paul, 'Budget', 1, 100, hidden);
    await sees(paul, 'Locaux', 0, 0, hidden);
  });

  it('ask one in a thread, with its votes there', async () => {
    const inThread = 'On prolonge ?';
    await marie.writes('Atelier de vendredi');
    await marie.knowsSent('Atelier de vendredi');
    await marie.picks('Atelier de vendredi', fr.messages.threads.reply);
    const panel = (agent: Agent): Locator => agent.page.getByRole('complementary', { name: fr.messages.threads.one });
    await panel(marie).getByRole('button', { name: words.open, exact: true }).click();
    const dialog = marie.page.getByRole('dialog');
    await dialog.getByLabel(words.create.question, { exact: true }).fill(inThread);
    for (const [index, text] of ['Oui', 'Non'].entries())
      await dialog.getByLabel(words.create.answer(index + 1), { exact: true }).fill(text);
    await dialog.getByRole('button', { name: words.create.confirm, exact: true }).click();
    await panel(marie).getByRole('group', { name: inThread }).waitFor();
    await paul.page.getByTitle(fr.messages.threads.open).last().click();
    await panel(paul).getByRole('group', { name: inThread }).waitFor();
    await choose(paul, 'Oui', words.vote, inThread);
    await choose(marie, 'Oui', words.vote, inThread);
    await sees(marie, 'Oui', 2, 100, inThread);
    await marie.picture('poll-thread');
  });

  it('leave nothing to complain of in the console', () => {
    expect([...marie.complaints, ...paul.complaints].filter((line) => !line.includes('WebSocket'))).toEqual([]);
  });
});
