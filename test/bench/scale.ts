import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { fr } from '../../renderer/text/fr/index.ts';
import buildPage from '../flow/build-page.ts';
import { launchBrowser } from '../flow/browser.ts';
import { startApplication } from './application.ts';
import { meterOf } from './page-meter.ts';
import { type BenchResult, median } from './result.ts';
import { startSyntheticServer, type SyntheticServer } from './synthetic-server.ts';
import { burst, initialSync, message } from './synthetic-sync.ts';

const userId = '@marie:bench.test';
const large = { messages: 100_000, members: 5000, read: 90_000 };
const small = 20;
const arriving = 2000;

/** Milliseconds from a click on each of two rooms, by turns, to the frame after its messages are in the page. */
async function openings(page: Page, names: readonly string[], turns: number): Promise<number[][]> {
  const times: number[][] = names.map(() => []);
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [index, name] of names.entries()) times[index]?.push(await opening(page, name));
  }
  return times;
}

function opening(page: Page, name: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const row = [...document.querySelectorAll<HTMLElement>('#rooms [data-row]')].find((one) => one.textContent?.includes(wanted));
    const before = document.querySelector('[role="log"]');
    const start = performance.now();
    row?.click();
    const shown = () => {
      const log = document.querySelector('[role="log"]');
      return log !== null && log !== before && log.querySelector('article') !== null;
    };
    while (!shown() && performance.now() - start < 20_000) await new Promise((resolve) => setTimeout(resolve, 0));
    await new Promise(requestAnimationFrame);
    const time = performance.now() - start;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return time;
  }, name);
}

/** Lets `arriving` messages come in one answer to the room that is open, and waits until the last one is in the list. */
async function takeBurst(page: Page, server: SyntheticServer): Promise<void> {
  server.push(burst(1, small, arriving, 's3'));
  const last = message(1, small + arriving - 1) as { content: { body: string } };
  await page.locator('#rooms [data-row]', { hasText: 'Salon 1 ' }).getByText(last.content.body).waitFor();
  await page.waitForTimeout(2000);
}

/** Scrolls up through the history of the room that is open. */
async function scrollBack(page: Page, screens: number): Promise<void> {
  await page.evaluate(async (count) => {
    const log = () => document.querySelector('[role="log"]') ?? document.body;
    for (let turn = 0; turn < count; turn += 1) {
      log().scrollTop -= 700;
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
    }
  }, screens);
}

/** Comes back to the end of the room that is open, by the button for it. */
async function returnToEnd(page: Page): Promise<void> {
  const jump = page.getByRole('button', { name: new RegExp(fr.timeline.jump, 'u') });
  await jump.click();
  await jump.waitFor({ state: 'detached' });
}

/** A room of 100,000 messages and 5,000 members beside a small one; 2,000 messages at once; memory after scrolling. */
export async function run(): Promise<BenchResult> {
  buildPage();
  const folder = mkdtempSync(join(tmpdir(), 'bench-scale-'));
  const account = { userId, rooms: 3, messages: small, large };
  const server = await startSyntheticServer(userId, new TextEncoder().encode(JSON.stringify(initialSync(account))));
  const application = await startApplication(folder, `marie:x@${server.url}`);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'fr-FR', reducedMotion: 'reduce' });
    const meter = await meterOf(page);
    await page.goto(application.url);
    await page.locator('#rooms [data-row]', { hasText: 'Salon 0 ' }).waitFor({ timeout: 120_000 });
    await page.waitForTimeout(2000);
    await openings(page, ['Salon 2 ', 'Salon 0 '], 2);
    const [ofSmall = [], ofLarge = []] = await openings(page, ['Salon 2 ', 'Salon 0 '], 10);
    // What a first reading brings for good (compiled code, caches of the page) is no growth.
    await scrollBack(page, 100);
    await returnToEnd(page);
    const before = await meter.held();
    await scrollBack(page, 400);
    const far = await meter.held();
    await returnToEnd(page);
    const after = await meter.held();
    await opening(page, 'Salon 1 ');
    const burstTask = await meter.longestTaskOf(() => takeBurst(page, server));
    return {
      name: 'scale',
      metrics: {
        openSmallMs: median(ofSmall),
        openLargeMs: median(ofLarge),
        burstLongestTaskMs: burstTask,
        heapFarBackMib: far.heapMib,
        heapAfterScrollingMib: after.heapMib,
        nodesAfterScrolling: after.nodes,
      },
      ratios: {
        openLargeToSmall: median(ofLarge) / median(ofSmall),
        heapGrowthFarBack: far.heapMib / before.heapMib,
        heapGrowth: after.heapMib / before.heapMib,
        nodeGrowth: after.nodes / before.nodes,
      },
    };
  } finally {
    await browser.close();
    await application.stop();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
