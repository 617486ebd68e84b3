import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startHeadless } from '../host/index.ts';
import { launchBrowser } from './browser.ts';

it('the page loads without asking for what is not there, and within its policy', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tchap-load-'));
  const headless = await startHeadless({ dataDir: folder, rendererDir: 'out/renderer-socket' });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const answers: [string, number][] = [];
    const complaints: string[] = [];
    page.on('response', (response) => void answers.push([new URL(response.url()).pathname, response.status()]));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => void complaints.push(String(error)));
    await page.goto(headless.url);
    await page.getByRole('main').waitFor();
    expect(answers.length).toBeGreaterThan(1);
    expect(answers.filter(([, status]) => status >= 400)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(await page.locator('link[rel=icon]').getAttribute('href')).toBe('data:,');
  } finally {
    await browser.close();
    await headless.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
