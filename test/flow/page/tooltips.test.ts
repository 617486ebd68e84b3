import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStage, type Browser } from './stage/index.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startStage(join(import.meta.dirname, 'office'));
});
afterAll(() => browser.close());

const openRoom = async () => {
  const page = await browser.open('?free', { width: 1280, height: 800 });
  await page.getByText('Cellule de crise').first().click();
  return { page, button: page.getByRole('button', { name: 'Membres' }), tip: page.getByRole('tooltip') };
};

describe('the tooltip of a button', () => {
  it('comes to the pointer that rests, beside its button, and goes with it', async () => {
    const { page, button, tip } = await openRoom();
    await button.hover();
    await tip.waitFor();
    expect(await tip.textContent()).toContain('Ctrl');
    const [below, above] = [await tip.boundingBox(), await button.boundingBox()];
    expect(below?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0));
    expect((below?.x ?? 0) + (below?.width ?? 0)).toBeGreaterThan(above?.x ?? 0);
    await page.mouse.move(700, 500);
    await tip.waitFor({ state: 'detached' });
  });

  it('comes to the keyboard at once, describes the button, and is sent away by Escape', async () => {
    const { page, button, tip } = await openRoom();
    await page.getByRole('heading', { name: 'Cellule de crise' }).waitFor();
    for (let step = 0; step < 40 && !(await button.evaluate((node) => node === document.activeElement)); step++)
      await page.keyboard.press('Shift+Tab');
    await tip.waitFor();
    expect(await button.getAttribute('aria-describedby')).toBe(await tip.getAttribute('id'));
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'detached' });
    expect(await button.getAttribute('aria-describedby')).toBeNull();
  });
});
