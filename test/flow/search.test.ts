import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const words = fr.search;
const room = 'Budget 2027';
const other = 'Astreintes';

describe('looking for a message', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let paul: Agent;
  const panel = () => marie.page.getByRole('complementary', { name: words.title });
  const field = () => marie.page.getByRole('searchbox', { name: words.field });
  const result = (text: string) => panel().getByRole('button').filter({ hasText: text });

  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
    for (const name of [other, room]) {
      await marie.creates(name, [paul.user.userId]);
      await paul.accepts(name);
      await paul.writes(`Réunion de ${name} lundi à 9 h`);
      await marie.sees(`Réunion de ${name} lundi à 9 h`);
    }
    for (let line = 0; line < 40; line++) await paul.writes(`Ligne ${line} du tableau`);
    await marie.sees('Ligne 39 du tableau');
  });

  it('finds it by a word without its accent, and shows it in its place', async () => {
    await marie.page.keyboard.press('Control+f');
    await field().fill('reunion');
    await result(`Réunion de ${room} lundi à 9 h`).waitFor();
    expect(await panel().locator('mark').allTextContents()).toEqual(['Réunion']);
    await marie.pictures('search', () => marie.page.locator('mark').first().waitFor());
    await marie.page.setViewportSize({ width: 1280, height: 800 });
    await result(room).click();
    await marie.page.getByRole('log').getByText(`Réunion de ${room} lundi à 9 h`).waitFor();
  });

  it('finds it in another room', async () => {
    await panel().getByRole('button', { name: words.scopes.all, exact: true }).click();
    await expect.poll(() => panel().locator('mark').count()).toBe(2);
    await result(`Réunion de ${other}`).click();
    await marie.page.getByRole('log').getByText(`Réunion de ${other} lundi à 9 h`).waitFor();
  });

  it('says that there is none, and finds a message that comes just then', async () => {
    await field().fill('organigramme');
    await panel().getByText(words.noneTitle).waitFor();
    await paul.opens(other);
    await paul.writes('L’organigramme est signé');
    await marie.sees('L’organigramme est signé');
    await field().fill('organigramme ');
    await result('L’organigramme est signé').waitFor();
  });

  it('works without the network, after a restart', async () => {
    await marie.network.disconnect();
    await marie.restarts();
    await marie.seesRooms();
    await marie.page.keyboard.press('Control+f');
    await field().fill('tableau');
    await result('Ligne 39 du tableau').waitFor();
    await panel().getByRole('button', { name: fr.common.more, exact: true }).click();
    await panel().getByRole('status').filter({ hasText: '40' }).waitFor({ state: 'attached' });
    expect(marie.complaints).toEqual([]);
  });
});
