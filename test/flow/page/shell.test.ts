import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStage, type Browser } from './stage/index.ts';

const shots = join(import.meta.dirname, '..', '..', '..', 'test-results', 'screens');
let browser: Browser;
beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  browser = await startStage(join(import.meta.dirname, 'office'));
});
afterAll(() => browser.close());

type Story = { name: string; query?: string; width?: number; act?: (page: Page) => Promise<unknown>; ready: string };
const openRoom = (page: Page) => page.getByText('Cellule de crise').first().click();
const withMembers = async (page: Page): Promise<void> => {
  await openRoom(page);
  await page.keyboard.press('Control+Shift+M');
};

const screens: Story[] = [
  { name: 'conversation', act: withMembers, ready: 'Paul Bernard' },
  { name: 'conversation-dark', query: 'theme=dark', act: withMembers, ready: 'Modération' },
  { name: 'conversation-contrast-en', query: 'theme=contrast&lang=en', act: withMembers, ready: 'Moderators' },
  { name: 'conversation-480', width: 480, act: openRoom, ready: 'Le point de 14 h' },
  { name: 'rooms-480-dark', query: 'theme=dark', width: 480, ready: 'Samia Haddad' },
  { name: 'members-480', width: 480, act: withMembers, ready: 'Modération' },
  { name: 'invitation', act: (page) => page.getByText('Comité de suivi').click(), ready: 'Accepter' },
  { name: 'offline', query: 'state=offline', ready: 'Hors ligne' },
  { name: 'empty', query: 'state=empty', ready: 'Aucune conversation' },
  { name: 'loading', query: 'state=loading', ready: 'Choisissez une conversation' },
  { name: 'failed', query: 'state=failed', ready: 'T-APP-10' },
  { name: 'starting', query: 'state=starting', ready: 'Ouverture de votre messagerie' },
  { name: 'switcher', act: (page) => page.keyboard.press('Control+k'), ready: 'Flèches pour choisir' },
  { name: 'settings-dark', query: 'theme=dark', act: (page) => page.keyboard.press('Control+,'), ready: 'Contraste élevé' },
  { name: 'settings-480', width: 480, act: (page) => page.keyboard.press('Control+,'), ready: 'Contraste élevé' },
  { name: 'shortcuts', act: (page) => page.keyboard.press('Control+/'), ready: 'Raccourcis clavier' },
  { name: 'help', act: (page) => page.keyboard.press('F1'), ready: 'Premiers pas' },
  { name: 'help-480-dark-en', query: 'theme=dark&lang=en', width: 480, act: (page) => page.keyboard.press('F1'), ready: 'Getting started' },
  { name: 'new-direct', act: (page) => page.keyboard.press('Control+Shift+D'), ready: 'Personne' },
  { name: 'sign-in', query: 'state=none', ready: 'Étape 1 sur 2' },
  { name: 'sign-in-480-dark-en', query: 'state=none&theme=dark&lang=en', width: 480, ready: 'Step 1 of 2' },
  { name: 'soft-logout', query: 'state=soft', ready: 'Votre session a expiré' },
  { name: 'signed-out', query: 'state=out', ready: 'Cet appareil a été déconnecté' },
  ...[
    'keychain.absent',
    'keychain.locked',
    'keychain.refused',
    'keychain.wrong-key',
    'store.future',
    'store.damaged',
    'store.disk-full',
    'store.unavailable',
  ].map((code): Story => ({ name: code.replace('.', '-'), query: `state=locked:${code}`, ready: 'Réessayer' })),
];

describe.each(screens)('the screen « $name »', ({ name, query = '', width = 1280, act, ready }) => {
  it('can be used by all', async () => {
    const page = await browser.open(`?free&${query}`, { width, height: 800 });
    await page.locator('nav, main').first().waitFor();
    await act?.(page);
    await page.getByText(ready).first().waitFor();
    await page.screenshot({ path: join(shots, `${name}.png`), animations: 'disabled' });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target.join(' '))])).toEqual([]);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider).toBe(0);
    await page.close();
  });
});

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
  });
const pane = (page: Page) => page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset['pane']);

describe('the keyboard alone', () => {
  it('signs in, and leaves no secret in the page', async () => {
    const page = await browser.open('?state=none');
    await page.getByLabel('Adresse électronique professionnelle').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Indiquez votre adresse électronique, un serveur ou votre identifiant.').waitFor();
    await page.keyboard.type('tls.example');
    await page.keyboard.press('Enter');
    await page.getByText('Mandataire inconnu').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('@marie:agent.example');
    await page.keyboard.press('Enter');
    await page.getByLabel('Mot de passe', { exact: true }).waitFor();
    await page.keyboard.type('wrogn');
    await page.keyboard.press('Enter');
    await page.getByText('T-AUTH-01').waitFor();
    await page.keyboard.type('correct');
    await page.keyboard.press('Enter');
    await page.getByText('Cellule de crise').first().waitFor();
    expect(await page.evaluate(() => [document.documentElement.outerHTML, JSON.stringify({ ...localStorage })].join())).not.toContain(
      'correct',
    );
    await page.close();
  });

  it('walks through rooms, panes and panels', async () => {
    const page = await browser.open();
    await page.getByText('Cellule de crise').first().waitFor();
    await expect.poll(() => pane(page)).toBe('rooms');
    await page.keyboard.press('Shift+F6');
    expect(await pane(page)).toBe('rail');
    await page.keyboard.press('F6');
    await expect.poll(() => focused(page)).toContain('Comité de suivi');
    await page.keyboard.press('End');
    await expect.poll(() => focused(page)).toContain('Covoiturage');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(page)).toContain('Cellule de crise');
    await page.keyboard.press('Enter');
    await expect.poll(() => pane(page)).toBe('conversation');
    await page.keyboard.press('Control+Shift+M');
    await page.getByText('Modération').waitFor();
    await page.keyboard.press('F6');
    expect(await pane(page)).toBe('panel');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByText('Modération').count()).toBe(0);
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('heading', { name: 'Paul Bernard' }).waitFor();
    await page.close();
  });

  it('goes anywhere by name, and comes back to where it was', async () => {
    const page = await browser.open();
    await openRoom(page);
    await expect.poll(() => pane(page)).toBe('conversation');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => pane(page)).toBe('conversation');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.type('access num');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Accessibilité numérique' }).waitFor();
    await page.close();
  });
});

describe('the list of rooms', () => {
  it('keeps its place when a room jumps to the top', async () => {
    const page = await browser.open();
    const list = page.getByRole('group', { name: 'Liste des conversations' });
    await list.waitFor();
    await list.evaluate((element) => element.scrollTo(0, 1500));
    const held = page.getByText('Groupe de travail 18');
    await held.waitFor();
    const before = (await held.boundingBox())?.y ?? 0;
    await page.evaluate(() => window.office.bump('Groupe de travail 38'));
    await expect.poll(() => list.evaluate((element) => element.scrollTop)).toBeGreaterThan(1530);
    expect(Math.abs(((await held.boundingBox())?.y ?? 0) - before)).toBeLessThan(2);
    await page.close();
  });
});

describe('a text of 200 %', () => {
  it('is a window half as wide', async () => {
    const page = await browser.open();
    await openRoom(page);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    await expect.poll(() => page.locator('[data-layout=narrow]').count()).toBe(1);
    await page.getByRole('heading', { name: 'Cellule de crise inondations' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    await page.close();
  });
});

describe('the page', () => {
  it('breaks no rule of its content policy', () => expect(browser.problems).toEqual([]));
});
