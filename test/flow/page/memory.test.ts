import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStage, type Browser } from './stage/index.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startStage(join(import.meta.dirname, 'office'));
});
afterAll(() => browser.close());

/** Opens rooms of the list one after the other, `turns` times, each until its messages are here, and ends on the first. The one above them is an invitation. */
async function goThroughRooms(page: Page, turns: number): Promise<void> {
  const rows = page.locator('#rooms [data-row]');
  for (let turn = turns; turn >= 0; turn -= 1) {
    const row = rows.nth(1 + (turn % 5));
    await row.click();
    await row.and(page.locator('[aria-current="true"]')).waitFor();
    await page.locator('[role="log"] article').first().waitFor();
  }
}

type Held = { nodes: number; listeners: number; heapKib: number };

/** What the page holds once all garbage is gone. */
async function held(cdp: CDPSession): Promise<Held> {
  // What is collected first may have held what is collected then.
  for (let round = 0; round < 3; round += 1) await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const value = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { nodes: value('Nodes'), listeners: value('JSEventListeners'), heapKib: value('JSHeapUsedSize') / 1024 };
}

describe('a page that is used for long', () => {
  it('holds no more after forty rooms than after ten', async () => {
    const page = await browser.open('?free', { width: 1280, height: 800 });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    await goThroughRooms(page, 10);
    const before = await held(cdp);
    await goThroughRooms(page, 40);
    const after = await held(cdp);
    // A room that stays behind has some hundred nodes and a dozen listeners; forty of them, thousands.
    expect(after.nodes - before.nodes).toBeLessThan(200);
    expect(after.listeners - before.listeners).toBeLessThan(20);
    expect(after.heapKib - before.heapKib).toBeLessThan(1024);
  });
});
