import type { Page } from 'playwright-core';

/** Milliseconds from a click on each of the first rows to the frame after its messages are in the page. */
export function switchRooms(page: Page, count: number): Promise<number[]> {
  return page.evaluate(async (wanted) => {
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const rows = () => [...document.querySelectorAll<HTMLElement>('#rooms [data-row]')].slice(0, 8);
    const times: number[] = [];
    for (let turn = 0; turn < wanted; turn += 1) {
      const row = rows()[turn % rows().length];
      const before = document.querySelector('[role="log"]');
      const start = performance.now();
      row?.click();
      const deadline = start + 10_000;
      const shown = () => {
        const log = document.querySelector('[role="log"]');
        return log !== null && log !== before && log.querySelector('article') !== null;
      };
      while (!shown() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 0));
      await frame();
      times.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    return times;
  }, count);
}

/**
 * The floor under a room switch: `count` times, the conversation is taken out of the page and the same
 * nodes are put in anew and painted, without any application.
 */
export function drawAnew(page: Page, count: number): Promise<void> {
  return page.evaluate(async (wanted) => {
    const main = document.querySelector('main');
    if (main === null) throw new Error('no conversation is open');
    let shown = main.cloneNode(true) as HTMLElement;
    main.style.display = 'none';
    main.after(shown);
    for (let turn = 0; turn < wanted; turn += 1) {
      const next = shown.cloneNode(true) as HTMLElement;
      shown.replaceWith(next);
      shown = next;
      await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    shown.remove();
    main.style.display = '';
  }, count);
}

/** Milliseconds from Enter to the frame after the message is in the page. */
export async function sendEcho(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < 15; turn += 1) {
    const body = `écho ${turn} ${Date.now()}`;
    await page.locator('form [role=textbox]').fill(body);
    times.push(
      await page.evaluate(async (text) => {
        const field = document.querySelector('form [role=textbox]');
        const start = performance.now();
        field?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
        const log = document.querySelector('[role="log"]');
        while (!log?.textContent?.includes(text) && performance.now() - start < 10_000)
          await new Promise((resolve) => setTimeout(resolve, 0));
        await new Promise(requestAnimationFrame);
        return performance.now() - start;
      }, body),
    );
  }
  return times;
}
