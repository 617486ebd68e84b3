import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { fr } from '../../renderer/text/fr/index.ts';
import buildPage from '../flow/build-page.ts';
import { launchBrowser } from '../flow/browser.ts';
import { memoryOf, startApplication } from './application.ts';
import { type BenchResult, median, quantile } from './result.ts';
import { startSyntheticServer } from './synthetic-server.ts';
import { initialSync } from './synthetic-sync.ts';

const userId = '@marie:bench.test';
const rooms = 1000;
const switches = 40;
const output = join(import.meta.dirname, '..', '..', 'out', 'renderer-socket');

/** What a browser fetches before it shows the room list: all scripts and styles that the page names. */
function bundleGzipMib(): number {
  const files = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(js|css|html)$/u.test(path));
  return files.reduce((sum, path) => sum + gzipSync(readFileSync(join(output, path))).byteLength, 0) / 1024 / 1024;
}

/** Milliseconds from a click on each of the first rows to the frame after its messages are in the page. */
function switchRooms(page: Page, count: number): Promise<number[]> {
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

/** Milliseconds from Enter to the frame after the message is in the page. */
async function sendEcho(page: Page): Promise<number[]> {
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

/** The page in Chromium on an account of 1,000 rooms: its size, its quickness, the memory of all processes. */
export async function run(): Promise<BenchResult> {
  buildPage();
  const folder = mkdtempSync(join(tmpdir(), 'bench-page-'));
  const server = await startSyntheticServer(userId, new TextEncoder().encode(JSON.stringify(initialSync({ userId, rooms, messages: 20 }))));
  const application = await startApplication(folder, `marie:x@${server.url}`);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'fr-FR', reducedMotion: 'reduce' });
    const browserPid = browserProcess();
    const blank = memoryOf(browserPid);
    const opened = performance.now();
    await page.goto(application.url);
    await page.locator('#rooms [data-row]').first().waitFor();
    const listMs = performance.now() - opened;
    const idle = memoryOf(application.pid) + memoryOf(browserPid);
    const first = await switchRooms(page, 8);
    const again = await switchRooms(page, switches);
    const after = memoryOf(application.pid) + memoryOf(browserPid);
    await page.getByRole('heading', { name: fr.rooms.title, exact: true }).waitFor();
    const echo = await sendEcho(page);
    return {
      name: 'page',
      metrics: {
        bundleGzipMib: bundleGzipMib(),
        openToListMs: listMs,
        roomFirstVisitMs: median(first),
        roomSwitchMs: median(again),
        roomSwitchP95Ms: quantile(again, 0.95),
        echoMs: median(echo),
        memoryBlankBrowserMib: blank,
        memoryIdleMib: idle,
        memoryAfterSwitchesMib: after,
      },
      ratios: {
        memoryGrowth: idle === 0 ? 1 : after / idle,
        memoryIdleToBlank: blank === 0 ? 1 : idle / blank,
        switchP95ToMedian: quantile(again, 0.95) / median(again),
      },
    };
  } finally {
    await browser.close();
    await application.stop();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The Chromium that this process started, by its place among the children; 0 where that cannot be seen. */
function browserProcess(): number {
  if (process.platform !== 'linux') return 0;
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  return children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--headless')) ?? 0;
}
