import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStage, type Browser } from './stage/index.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startStage();
});
afterAll(() => browser.close());

const inRoom = async (query = '', size?: { width: number; height: number }): Promise<Page> => {
  const page = await browser.open(query, size);
  await page.getByText('Cellule de crise inondations').first().click();
  await page.locator('article').first().waitFor();
  await settled(page);
  return page;
};
/** Two frames: what is under way is drawn. */
const settled = (page: Page) =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
const log = (page: Page) => page.locator('[role=log]');
const fromEnd = (page: Page) => log(page).evaluate((e) => e.scrollHeight - e.scrollTop - e.clientHeight);
/** The first whole message in view, and where it stands. */
const anchor = (page: Page) =>
  log(page).evaluate((e) => {
    const top = e.getBoundingClientRect().top;
    const row = [...e.querySelectorAll<HTMLElement>('article')].find((one) => one.getBoundingClientRect().top >= top + 40);
    return { id: row?.dataset['rowId'] ?? '', top: row?.getBoundingClientRect().top ?? 0 };
  });
const topOf = (page: Page, id: string) => page.locator(`[data-row-id="${id}"]`).evaluate((e) => e.getBoundingClientRect().top);
const field = (page: Page) => page.locator('form [role=textbox]');
const calls = (page: Page, name: string) =>
  page.evaluate((wanted) => window.stage.calls.filter(([one]) => one === wanted).map(([, input]) => input), name);

describe('a conversation in a browser', () => {
  it('opens at its end and stays there while messages come', async () => {
    const page = await inRoom();
    expect(await fromEnd(page)).toBeLessThan(1);
    await page.evaluate(() => window.stage.arrive(3));
    await page.getByText('Nouveau message 2').first().waitFor();
    await settled(page);
    expect(await fromEnd(page)).toBeLessThan(1);
    await expect.poll(() => page.locator('[data-testid=announcer]').innerText()).toContain('Claire Dubois, ');
    await page.close();
  });

  it('stays at its end while the field below grows, and when it is empty again', async () => {
    const page = await inRoom();
    await field(page).focus();
    for (let line = 0; line < 6; line++) {
      await page.keyboard.type(`ligne ${line}`);
      await page.keyboard.press('Shift+Enter');
    }
    await settled(page);
    expect(await fromEnd(page)).toBeLessThan(1);
    await page.keyboard.press('Enter');
    await page.locator('article').filter({ hasText: 'ligne 5' }).waitFor();
    await settled(page);
    expect(await fromEnd(page)).toBeLessThan(1);
    await page.close();
  });

  it('stays at its end where a row became smaller and was looked at before it was drawn', async () => {
    const page = await inRoom();
    const grow = (px: number) =>
      log(page).evaluate((column, height) => {
        const last = [...column.querySelectorAll<HTMLElement>('[data-row-id]')].at(-1);
        const picture = last?.querySelector<HTMLElement>('.late') ?? document.createElement('div');
        picture.className = 'late';
        picture.style.height = `${height}px`;
        last?.append(picture);
        // As the field does, and whoever asks where something stands: the browser moves the view at once.
        return column.scrollTop;
      }, px);
    for (const height of [300, 0, 300]) {
      await grow(height);
      await settled(page);
      expect(await fromEnd(page)).toBeLessThan(1);
    }
    await page.evaluate(() => window.stage.arrive(3));
    await page.getByText('Nouveau message 2').first().waitFor();
    await settled(page);
    expect(await fromEnd(page)).toBeLessThan(1);
    await page.close();
  });

  it('follows what comes where all of it fitted the view', async () => {
    const page = await inRoom('?n=3&unread=1&more=0');
    await page.getByText('Nouveaux messages').waitFor();
    await page.evaluate(() => window.stage.arrive(40));
    await page.getByText('Nouveau message 39').first().waitFor();
    await settled(page);
    expect(await fromEnd(page)).toBeLessThan(1);
    await page.close();
  });

  it('comes to its end with what the agent sends, words or a file, wherever she was reading', async () => {
    const page = await inRoom();
    const readsBack = async (): Promise<void> => {
      await log(page).evaluate((column) => column.scrollBy(0, -900));
      await settled(page);
      expect(await fromEnd(page)).toBeGreaterThan(800);
    };
    await readsBack();
    await field(page).focus();
    await page.keyboard.type('Je réponds d’ici');
    await page.keyboard.press('Enter');
    await expect.poll(() => fromEnd(page)).toBeLessThan(1);
    await readsBack();
    await page.setInputFiles('[data-testid=file-input]', { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(9, 7) });
    await page.getByText('plan.pdf').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => calls(page, 'messages.send')).toMatchObject([{}, { content: { kind: 'attachment' } }]);
    await expect.poll(() => fromEnd(page)).toBeLessThan(1);
    await page.close();
  });

  it('opens at the first unread message, and tells how many are below', async () => {
    const page = await inRoom('?unread=60');
    const line = page.getByText('Nouveaux messages');
    expect(await line.evaluate((e) => e.getBoundingClientRect().top)).toBeLessThan(260);
    const jump = page.getByRole('button', { name: /Aller aux derniers messages, \d+ messages plus bas/ });
    await jump.click();
    await settled(page);
    expect(await fromEnd(page)).toBeLessThan(1);
    await expect.poll(() => jump.count()).toBe(0);
    // The button is gone: keyboard and screen reader go on from the newest message.
    const onMessage = (fromEnd: number) =>
      log(page).evaluate((e, at) => [...e.querySelectorAll('article')].at(at) === document.activeElement, fromEnd);
    await expect.poll(() => onMessage(-1)).toBe(true);
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => onMessage(-2)).toBe(true);
    await page.close();
  });

  it('never moves what is read: history above, messages below, a row that grows', async () => {
    const page = await inRoom('?n=80');
    for (const pages of [1, 2]) {
      await log(page).evaluate((e) => (e.scrollTop = 300));
      await settled(page);
      const held = await anchor(page);
      await expect.poll(() => log(page).evaluate((e) => e.scrollTop), { timeout: 5_000 }).toBeGreaterThan(1000);
      await settled(page);
      expect(await calls(page, 'timeline.paginate')).toHaveLength(pages);
      expect(Math.abs((await topOf(page, held.id)) - held.top)).toBeLessThan(1.5);
    }
    const held = await anchor(page);
    await page.evaluate(() => window.stage.arrive(5));
    await page.evaluate(() => window.stage.change(2, 'Beaucoup plus long. '.repeat(60)));
    await settled(page);
    expect(Math.abs((await topOf(page, held.id)) - held.top)).toBeLessThan(1.5);
    await page.close();
  });

  it('scrolls back over rows of unknown height without a jump', async () => {
    const page = await inRoom('?n=600');
    for (let step = 0; step < 25; step++) {
      const held = await anchor(page);
      await log(page).evaluate((e) => e.scrollBy(0, -180));
      await settled(page);
      expect(Math.abs((await topOf(page, held.id)) - held.top - 180), `step ${step}`).toBeLessThan(1.5);
    }
    await page.close();
  });

  it('keeps the page small with 2,000 rows', async () => {
    const page = await inRoom('?n=2000');
    const drawn: number[] = [];
    for (const place of [0.9, 0.5, 0.2, 0.6]) {
      await log(page).evaluate((e, part) => (e.scrollTop = e.scrollHeight * part), place);
      await settled(page);
      drawn.push(await page.locator('[data-row-id]').count());
      const [first, view] = await log(page).evaluate((e) => [
        e.querySelector('[data-row-id]')?.getBoundingClientRect().top ?? 9e9,
        e.getBoundingClientRect().top,
      ]);
      expect(first).toBeLessThanOrEqual(view ?? 0);
    }
    expect(Math.max(...drawn)).toBeLessThan(120);
    await page.close();
  });

  it('marks as read what is seen, once', async () => {
    const page = await inRoom();
    await expect.poll(async () => (await calls(page, 'rooms.markRead')).length).toBe(1);
    await page.evaluate(() => window.stage.arrive(1));
    await expect.poll(async () => (await calls(page, 'rooms.markRead')).length).toBe(2);
    await page.close();
  });

  it('is walked with the keyboard alone', async () => {
    const page = await inRoom();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('textbox');
    await log(page).locator('article[tabindex="0"]').focus();
    const first = await page.evaluate(() => document.activeElement?.getAttribute('data-row-id'));
    for (let step = 0; step < 30; step++) await page.keyboard.press('ArrowUp');
    const focused = page.locator('article:focus');
    expect(await focused.getAttribute('data-row-id')).not.toBe(first);
    expect(await focused.evaluate((e) => e.getBoundingClientRect().top)).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Réagir avec 👍' }).press('Enter');
    await expect.poll(async () => (await calls(page, 'messages.send')).length).toBe(1);
    await page.keyboard.type('b');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('textbox');
    await page.close();
  });

  it('sends, keeps drafts and asks before files leave', async () => {
    const page = await inRoom();
    await page.keyboard.type('Bonjour');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('à tous **!**');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => calls(page, 'messages.send'))
      .toMatchObject([{ content: { body: 'Bonjour\nà tous !', html: 'Bonjour<br>à tous <strong>!</strong>' } }]);
    expect(await field(page).innerText()).toBe('\n');
    await page.keyboard.type('brouillon');
    await page.getByText('Marché national 2027').first().click();
    await page.getByRole('textbox', { name: 'Message à « Marché national 2027 »' }).waitFor();
    expect(await field(page).innerText()).toBe('\n');
    await page.setInputFiles('[data-testid=file-input]', {
      name: 'note.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.alloc(1_500_000, 7),
    });
    await page.getByText('1,5 Mo').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Partager ce fichier ?' }).getByRole('button', { name: 'Partager' }).click();
    await expect.poll(() => calls(page, 'messages.send')).toMatchObject([{}, { roomId: '!marche', content: { kind: 'attachment' } }]);
    await page.getByText('Cellule de crise inondations').first().click();
    await expect.poll(() => field(page).innerText()).toBe('brouillon');
    await page.close();
  });

  it('runs nothing that others wrote', async () => {
    const page = await browser.open('?free');
    const before = browser.problems.length;
    await page.evaluate(() => (window.alert = () => (window.attacked = true)));
    expect(await page.evaluate(() => window.stage.attack())).toEqual([]);
    await settled(page);
    expect(await page.evaluate(() => window.attacked ?? false)).toBe(false);
    expect(browser.problems.slice(before)).toEqual([]);
    await page.close();
  });

  it.each(['light', 'dark'])('has no accessibility fault: %s', async (theme) => {
    const page = await inRoom(`?theme=${theme}&unread=20`);
    await page.locator('article').last().hover();
    await page.evaluate(axe.source);
    const faults = await page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run('main, [role=log], form');
      return violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
    });
    expect(faults).toEqual([]);
    await page.close();
  });

  it('broke no rule of the page and threw nothing', () => {
    expect(browser.problems).toEqual([]);
  });
});
