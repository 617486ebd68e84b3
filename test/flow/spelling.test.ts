import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const words = fr.composer.spelling;

describe('the spelling of what an agent writes', () => {
  const story = Story.forSuite();
  let marie: Agent;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    await marie.creates('Relecture', []);
    // Whatever the language of the application.
    await marie.chooseSettings({ spelling: ['fr'] });
  });
  const wrong = () => marie.composer().locator('.misspelled').allInnerTexts();
  const item = (name: string) => marie.page.getByRole('menuitem', { name, exact: true });

  it('underlines what no dictionary has, once she went on from it; not names, code or addresses', async () => {
    await marie.composer().pressSequentially('La reunion d’Hamza, `npm instal` et https://exmple.fr : acceuil');
    await expect.poll(wrong).toEqual(['reunion']);
    await marie.composer().pressSequentially(' à 14h30, ');
    await expect.poll(wrong).toEqual(['reunion', 'acceuil']);
    await marie.pictures('spelling-underlined', async () => expect(await marie.axe()).toEqual([]));
  });

  it('the right button on a word offers others, the likeliest first, and puts one in its place', async () => {
    await marie.composer().locator('.misspelled').first().click({ button: 'right' });
    const menu = marie.page.getByRole('menu', { name: words.menu('reunion') });
    await menu.waitFor();
    expect((await menu.getByRole('menuitem').allInnerTexts())[0]).toBe('réunion');
    await marie.pictures('spelling-menu', async () => expect(await marie.axe()).toEqual([]));
    await item('réunion').click();
    await expect.poll(() => marie.composer().innerText()).toContain('La réunion d’Hamza');
    await expect.poll(wrong).toEqual(['acceuil']);
    expect(await marie.composer().evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('the keyboard does the same, and Escape changes nothing', async () => {
    await marie.composer().press('End');
    for (let letter = 0; letter < ' à 14h30, '.length + 3; letter++) await marie.composer().press('ArrowLeft');
    await marie.composer().press('Shift+F10');
    await item('accueil').waitFor();
    await marie.page.keyboard.press('Escape');
    await marie.page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await wrong()).toEqual(['acceuil']);
    await marie.composer().press('Control+.');
    await item('accueil').waitFor();
    await marie.page.keyboard.press('Enter');
    await expect.poll(() => marie.composer().innerText()).toContain('exmple.fr : accueil à 14h30');
    await expect.poll(wrong).toEqual([]);
  });

  it('a word that she adds is right from then on, also after a restart, until she takes it out', async () => {
    await marie.composer().fill('');
    await marie.composer().pressSequentially('le zonaliseur ici');
    await expect.poll(wrong).toEqual(['zonaliseur']);
    await marie.composer().locator('.misspelled').click({ button: 'right' });
    await item(words.add).click();
    await expect.poll(wrong).toEqual([]);
    await marie.restarts();
    await marie.opens('Relecture');
    await marie.composer().pressSequentially(', Zonaliseur et zonaliseurr là');
    await expect.poll(wrong).toEqual(['zonaliseurr']);
    await marie.page.getByRole('button', { name: fr.shell.settings, exact: true }).click();
    await marie.page.getByRole('button', { name: fr.settings.spelling.remove('zonaliseur') }).scrollIntoViewIfNeeded();
    await marie.pictures('spelling-settings', async () => expect(await marie.axe()).toEqual([]));
    await marie.page.getByRole('button', { name: fr.settings.spelling.remove('zonaliseur') }).click();
    await marie.page.getByRole('button', { name: fr.settings.spelling.remove('zonaliseur') }).waitFor({ state: 'detached' });
    await marie.page.keyboard.press('Escape');
    await marie.composer().pressSequentially(' encore ');
    await expect.poll(wrong).toEqual(['zonaliseur', 'zonaliseurr']);
  });

  it('is checked in the languages that she chooses, and not at all without one', async () => {
    await marie.composer().fill('');
    await marie.composer().pressSequentially('Bonjour, see you tomorow ici');
    await expect.poll(wrong).toEqual(['see', 'you', 'tomorow']);
    await marie.chooseSettings({ spelling: ['fr', 'en-GB'] });
    await expect.poll(wrong).toEqual(['tomorow']);
    await marie.chooseSettings({ spelling: [] });
    await expect.poll(wrong).toEqual([]);
  });
});
