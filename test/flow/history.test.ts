import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import { gatherAgents, registerAgents, seed } from '../seeds/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const project = 'Guichet unique 2027';

describe('an agent who finds a seeded server', () => {
  const story = Story.forSuite();
  let marie: Agent;
  beforeAll(async () => {
    const users = await registerAgents(story.server);
    const cast = await gatherAgents(story.server, users);
    marie = await story.openFor(users.M);
    await marie.signsIn();
    await marie.confirmsWith(cast.codes.M);
    await seed(cast);
  });

  it('sees her rooms, what they are, and the invitation first', async () => {
    for (const name of [project, 'Cellule de crise', 'Paul Bernard', 'Entraide bureautique']) await marie.room(name).first().waitFor();
    const first = marie.page.getByRole('region', { name: fr.rooms.list }).locator('[data-row]').first();
    await expect.poll(() => first.innerText()).toContain('accessibilité');
  });

  it('reads what was encrypted for her, and nothing cannot be read', async () => {
    await marie.opens(project);
    await marie.sees('Dernière vérification faite, on est prêts.');
    await marie.toTheEnd();
    for (const reason of Object.values(fr.timeline.undecryptable)) expect(await marie.page.getByText(reason).count()).toBe(0);
    expect(await marie.seesPicture('frequentation.png')).toEqual({ width: 960, height: 600 });
  });

  it('scrolls back to the first message without a jump', async () => {
    await marie.opens(project);
    const log = marie.page.getByRole('log');
    const jumps = await log.evaluate(async (scroller) => {
      const found: number[] = [];
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const rows = () => [...scroller.querySelectorAll<HTMLElement>('[data-row-id]')];
      // Between two movements of the agent, the rows in view stay where they are, whatever is loaded above.
      const deadline = Date.now() + 60_000;
      while (Date.now() < deadline && !scroller.querySelector('h3')) {
        scroller.scrollTop -= 500;
        await frame();
        await frame();
        const top = scroller.getBoundingClientRect();
        const held = rows().find((row) => row.getBoundingClientRect().top >= top.top + 40);
        const before = held?.getBoundingClientRect().top ?? 0;
        for (let turn = 0; turn < 12; turn += 1) {
          await frame();
          if (held?.isConnected) found.push(Math.abs(held.getBoundingClientRect().top - before));
        }
      }
      return found;
    });
    await marie.sees('Bonjour à toutes et à tous, et bienvenue');
    await log.getByRole('heading', { name: fr.timeline.start(project) }).waitFor();
    expect(jumps.length).toBeGreaterThan(50);
    expect(Math.max(...jumps)).toBeLessThan(2);
  });

  it('comes back to the last message with one button', async () => {
    await marie.page.getByRole('button', { name: new RegExp(fr.timeline.jump, 'u') }).click();
    await marie.sees('Dernière vérification faite, on est prêts.');
  });

  it('sees who is in the room', async () => {
    await marie.page.getByRole('button', { name: fr.rooms.header.showMembers }).first().click();
    for (const name of ['Marie Laurent', 'Paul Bernard', 'Claire Dubois', 'Karim Benali'])
      await marie.page.getByRole('complementary').getByText(name).first().waitFor();
    await marie.page.keyboard.press('Escape');
  });

  it('filters her conversations', async () => {
    const filter = marie.page.getByRole('searchbox', { name: fr.rooms.filter });
    await filter.fill('entraide');
    await marie.room(project).waitFor({ state: 'detached' });
    await marie.room('Entraide bureautique').waitFor();
    await filter.fill('rien de tel');
    await marie.page.getByText(fr.rooms.noMatchTitle).waitFor();
    await filter.fill('');
    await marie.room(project).waitFor();
  });

  it('chooses a language and a theme, which are there after a restart', async () => {
    await marie.page.getByRole('button', { name: fr.shell.settings, exact: true }).click();
    await marie.page.getByRole('radio', { name: 'English' }).click();
    await marie.page.getByRole('dialog', { name: 'Settings' }).waitFor();
    await marie.page.getByRole('radio', { name: 'Dark' }).click();
    await marie.page.locator('html[data-theme="dark"]').waitFor({ state: 'attached' });
    await marie.restarts();
    await marie.page.locator('html[lang="en"][data-theme="dark"]').waitFor({ state: 'attached' });
    await marie.chooseSettings({ language: 'fr', theme: 'light' });
  });

  it('finds every screen whole, in each theme and language, wide and narrow, and axe finds nothing', async () => {
    const found: string[] = [];
    const look = async (name: string) => {
      await marie.pictures(name, async () => void found.push(...(await marie.axe()).map((line) => `${name}: ${line}`)));
    };
    await marie.seesRooms();
    await look('rooms');
    await marie.opens(project);
    await marie.seesPicture('frequentation.png');
    await look('conversation');
    await marie.opens('accessibilité');
    await look('invitation');
    await marie.opens(project);
    await marie.page.getByRole('button', { name: fr.rooms.header.showMembers }).first().click();
    await look('members');
    await marie.page.keyboard.press('Escape');
    await marie.page.getByRole('button', { name: fr.shell.settings, exact: true }).click();
    await look('settings');
    await marie.page.keyboard.press('Escape');
    expect([...new Set(found)]).toEqual([]);
  });
});

describe('someone who opens the application for the first time', () => {
  const story = Story.forSuite();

  it('finds the sign-in screens whole, in each theme and language, and axe finds nothing', async () => {
    const agent = await story.newcomer('marie.laurent');
    const found: string[] = [];
    const look = (name: string) => agent.pictures(name, async () => void found.push(...(await agent.axe())));
    await agent.page.getByLabel(fr.session.signIn.address).waitFor();
    await look('sign-in-address');
    await agent.typesAddress(story.server.url);
    await agent.page.getByLabel(fr.session.signIn.user, { exact: true }).waitFor();
    await look('sign-in-password');
    expect([...new Set(found)]).toEqual([]);
  });
});
