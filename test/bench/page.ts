import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { fr } from '../../renderer/text/fr/index.ts';
import buildPage from '../flow/build-page.ts';
import { launchBrowser } from '../flow/browser.ts';
import { memoryOf, startApplication } from './application.ts';
import { meterOf } from './page-meter.ts';
import { drawAnew, sendEcho, switchRooms } from './page-steps.ts';
import { type BenchResult, median, quantile } from './result.ts';
import { startSyntheticServer } from './synthetic-server.ts';
import { initialSync } from './synthetic-sync.ts';

const userId = '@marie:bench.test';
const rooms = 1000;
const switches = 40;
const output = join(import.meta.dirname, '..', '..', 'out', 'renderer-socket');

/** What the page has fetched so far, scripts, styles and itself, compressed. */
async function fetchedGzipMib(page: Page): Promise<number> {
  const urls = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name));
  const paths = new Set(urls.map((url) => new URL(url).pathname.slice(1)).filter((path) => /\.(js|css)$/u.test(path)));
  const files = ['index.html', ...paths];
  return files.reduce((sum, path) => sum + gzipSync(readFileSync(join(output, path))).byteLength, 0) / 1024 / 1024;
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
    const meter = await meterOf(page);
    const all = async () => {
      await meter.held();
      return memoryOf(application.pid) + memoryOf(browserPid);
    };
    await page.goto('data:text/html,<title>empty</title>');
    // The browser's own pages take their memory in their first seconds.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const blank = (await all()) - memoryOf(application.pid);
    const opened = performance.now();
    await page.goto(application.url);
    await page.locator('#rooms [data-row]').first().waitFor();
    const listMs = performance.now() - opened;
    const bundleGzipMib = await fetchedGzipMib(page);
    const idle = await all();
    const first = await switchRooms(page, 8);
    const heldBefore = await meter.held();
    const settled = await all();
    let again: number[] = [];
    const cpu = (await meter.cpuOf(async () => (again = await switchRooms(page, switches)))) / switches;
    const used = memoryOf(application.pid) + memoryOf(browserPid);
    const heldAfter = await meter.held();
    const after = await all();
    const floor = (await meter.cpuOf(() => drawAnew(page, switches))) / switches;
    await page.getByRole('heading', { name: fr.rooms.title, exact: true }).waitFor();
    const echo = await sendEcho(page);
    return {
      name: 'page',
      metrics: {
        bundleGzipMib,
        openToListMs: listMs,
        roomFirstVisitMs: median(first),
        roomSwitchMs: median(again),
        roomSwitchP95Ms: quantile(again, 0.95),
        roomSwitchCpuMs: cpu,
        roomSwitchFloorCpuMs: floor,
        echoMs: median(echo),
        memoryBlankBrowserMib: blank,
        memoryIdleMib: idle,
        memoryAfterSwitchesMib: used,
        memoryOwnIdleMib: idle - blank,
        memoryOwnAfterSwitchesMib: after - blank,
      },
      ratios: {
        roomSwitchCpuToFloor: cpu / floor,
        memoryGrowth: settled === 0 ? 1 : after / settled,
        nodeGrowth: heldAfter.nodes / heldBefore.nodes,
        listenerGrowth: heldAfter.listeners / heldBefore.listeners,
        heapGrowth: heldAfter.heapMib / heldBefore.heapMib,
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
