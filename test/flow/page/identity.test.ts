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

type Story = { name: string; query: string; act?: (page: Page) => Promise<unknown>; ready: string };
const press =
  (...names: string[]) =>
  async (page: Page): Promise<void> => {
    for (const name of names) await page.getByRole('button', { name }).first().click();
  };
const toReset = press('Confirmer', 'Je n’ai plus de code ni d’appareil');
const toPassword = async (page: Page): Promise<void> => {
  await toReset(page);
  await page.getByLabel('Je comprends et je veux continuer').check();
  await page.getByRole('button', { name: 'Réinitialiser', exact: true }).click();
};

const screens: Story[] = [
  { name: 'banner-code', query: 'identity=needs-code', ready: 'Obtenez votre code' },
  { name: 'banner-unconfirmed', query: 'identity=unconfirmed&changed', ready: 'Votre identité a été remplacée' },
  { name: 'code-why', query: 'identity=needs-code', act: press('Obtenir mon code'), ready: 'Afficher mon code' },
  { name: 'code-shown', query: 'identity=needs-code', act: press('Obtenir mon code', 'Afficher mon code'), ready: 'J’ai gardé mon code' },
  {
    name: 'code-wrong',
    query: 'identity=needs-code',
    act: async (page) => {
      await press('Obtenir mon code', 'Afficher mon code', 'J’ai gardé mon code')(page);
      await page.getByLabel('Code de vérification', { exact: true }).fill('EsTd');
      await page.keyboard.press('Enter');
    },
    ready: 'T-ID-02',
  },
  {
    name: 'code-done',
    query: 'identity=needs-code',
    act: async (page) => {
      await press('Obtenir mon code', 'Afficher mon code')(page);
      const code = (await page.locator('[data-code-sheet] li').allTextContents()).join(' ');
      await press('J’ai gardé mon code')(page);
      await page.getByLabel('Code de vérification', { exact: true }).fill(code);
      await page.keyboard.press('Enter');
    },
    ready: 'Votre code est en place',
  },
  { name: 'confirm', query: 'identity=unconfirmed', act: press('Confirmer'), ready: 'Avec un autre appareil' },
  { name: 'confirm-changed', query: 'identity=unconfirmed&changed&ways=none', act: press('Confirmer'), ready: 'Il faut réinitialiser' },
  {
    name: 'confirm-old-code',
    query: 'identity=unconfirmed',
    act: async (page) => {
      await press('Confirmer', 'Avec mon code')(page);
      await page.getByLabel('Code de vérification', { exact: true }).fill('EsTd');
      await page.keyboard.press('Enter');
    },
    ready: '3 mars 2026',
  },
  { name: 'reset', query: 'identity=unconfirmed', act: toReset, ready: 'Je comprends et je veux continuer' },
  { name: 'reset-password', query: 'identity=unconfirmed', act: toPassword, ready: 'Saisissez le mot de passe' },
  {
    name: 'reset-wrong-password',
    query: 'identity=unconfirmed',
    act: async (page) => {
      await toPassword(page);
      await page.getByLabel('Mot de passe', { exact: true }).fill('autre');
      await page.keyboard.press('Enter');
    },
    ready: 'T-AUTH-01',
  },
  {
    name: 'reset-done',
    query: 'identity=unconfirmed',
    act: async (page) => {
      await toPassword(page);
      await page.getByLabel('Mot de passe', { exact: true }).fill('correct');
      await page.keyboard.press('Enter');
    },
    ready: 'Votre identité est réinitialisée',
  },
  { name: 'set-up', query: 'identity=authentication', act: press('Continuer'), ready: 'Protéger vos messages' },
  {
    name: 'security',
    query: 'identity=ready',
    act: async (page) => {
      await page.keyboard.press('Control+,');
      await page.getByRole('tab', { name: 'Sécurité' }).click();
    },
    ready: 'Changer de code',
  },
];
const looks = [
  { suffix: '', look: '', width: 1280 },
  { suffix: '-480-dark', look: '&theme=dark', width: 480 },
];

describe.each(screens)('the identity screen « $name »', ({ name, query, act, ready }) => {
  it.each(looks)('can be used by all$suffix', async ({ suffix, look, width }) => {
    const page = await browser.open(`?free&${query}${look}`, { width, height: 800 });
    await page.locator('nav, main').first().waitFor();
    await act?.(page);
    await page.getByText(ready).first().waitFor();
    await page.screenshot({ path: join(shots, `identity-${name}${suffix}.png`), animations: 'disabled' });
    await page.evaluate(axe.source);
    const found = await page.evaluate(() =>
      (window as never as { axe: typeof axe }).axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
    );
    expect(found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.html}`))).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.close();
  });
});
