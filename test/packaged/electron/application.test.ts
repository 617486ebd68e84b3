import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../../renderer/text/fr/index.ts';
import { startHomeserver, type Homeserver } from '../../homeserver/index.ts';

/** The runtime that `npm run test:electron` found. */
const runtime = process.env['TCHAP_ELECTRON'] ?? '';
const checkout = join(import.meta.dirname, '..', '..', '..');

let homeserver: Homeserver;
let profile: string;
let application: ElectronApplication;
let page: Page;
const complaints: string[] = [];
/** Debian's and GitHub's root users have no sandbox of Chromium's; the packaged one is asked for on every other machine. */
const args = [checkout, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];

async function launch(): Promise<void> {
  application = await _electron.launch({ executablePath: runtime, args: [...args, `--user-data-dir=${profile}`] });
  page = await application.firstWindow();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.setDefaultTimeout(30_000);
}

beforeAll(async () => {
  profile = mkdtempSync(join(tmpdir(), 'tchap-electron-'));
  // Whatever language this machine speaks.
  mkdirSync(join(profile, 'data'));
  writeFileSync(join(profile, 'data', 'settings.json'), '{"language":"fr"}');
  homeserver = await startHomeserver({ users: ['camille'] });
  await launch();
}, 180_000);
afterAll(async () => {
  await application.close();
  await homeserver.close();
  rmSync(profile, { recursive: true, force: true });
});

describe('the page in a real Electron', () => {
  it('is isolated from Node and sees two functions', async () => {
    const seen = await page.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in globalThis),
      bridge: Object.keys(Reflect.get(globalThis, 'tchap') as object).sort(),
      origin: location.origin,
    }));
    expect(seen).toEqual({ node: [], bridge: ['onMessage', 'send'], origin: 'app://tchap' });
  });

  it('runs no text, reaches no network and opens no window', async () => {
    const tried = await page.evaluate(async (server) => {
      const outcome = (work: () => unknown) =>
        Promise.resolve()
          .then(work)
          .then(
            () => 'done',
            () => 'refused',
          );
      const inline = document.createElement('script');
      inline.textContent = 'globalThis.inlineRan = true';
      document.head.append(inline);
      return {
        text: await outcome(() => globalThis.eval('1')),
        inline: 'inlineRan' in globalThis,
        fetch: await outcome(() => fetch(server)),
        image: await new Promise((resolve) => {
          const image = new Image();
          image.onload = () => resolve('done');
          image.onerror = () => resolve('refused');
          image.src = `${server}/favicon.ico`;
        }),
        window: window.open('https://example.invalid/') === null ? 'refused' : 'done',
        camera: await outcome(() => navigator.mediaDevices.getUserMedia({ video: true })),
      };
    }, homeserver.url);
    expect(tried).toEqual({ text: 'refused', inline: false, fetch: 'refused', image: 'refused', window: 'refused', camera: 'refused' });
  });

  it('stays where it is', async () => {
    await page.evaluate((server) => location.assign(server), homeserver.url);
    await page.getByLabel(fr.session.signIn.address).waitFor();
    expect(new URL(page.url()).protocol).toBe('app:');
  });

  it('cannot read a file beside the page', async () => {
    const status = await page.evaluate(() =>
      fetch('app://tchap/..%2fmain%2findex.js').then(
        (answer) => answer.status,
        () => 'refused',
      ),
    );
    expect(status).toBe('refused');
  });

  it('has a sandboxed process', async () => {
    const sandboxed = await application.evaluate(({ app, BrowserWindow }) => {
      const id = BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId();
      return app.getAppMetrics().find(({ pid }) => pid === id)?.sandboxed ?? null;
    });
    // Only Windows and macOS tell.
    if (sandboxed !== null) expect(sandboxed).toBe(true);
  });
});

describe('the application in a real Electron', () => {
  it('signs in with the keychain of the OS, encrypts, and keeps nothing in clear', async () => {
    await page.getByLabel(fr.session.signIn.address).fill(homeserver.url);
    await page.getByRole('button', { name: fr.session.signIn.find, exact: true }).click();
    await page.getByLabel(fr.session.signIn.user, { exact: true }).fill('camille');
    await page.getByLabel(fr.session.signIn.password, { exact: true }).fill('motdepasse-camille');
    await page.getByRole('button', { name: fr.session.signIn.submit, exact: true }).click();
    await page.getByRole('heading', { name: fr.rooms.title, exact: true }).waitFor();
    await page.getByRole('button', { name: fr.rooms.add, exact: true }).click();
    await page.getByRole('menuitem', { name: fr.rooms.newRoom, exact: true }).click();
    await page.getByRole('dialog').getByLabel(fr.rooms.create.name, { exact: true }).fill('Salon du paquet');
    await page.getByRole('dialog').getByRole('button', { name: fr.rooms.create.create, exact: true }).click();
    const composer = page.getByRole('textbox', { name: fr.composer.label('Salon du paquet'), exact: true });
    await composer.fill('une phrase que le disque ignore');
    await composer.press('Enter');
    await page.getByRole('log').getByText('une phrase que le disque ignore').waitFor();
    for (const file of filesBelow(profile))
      expect([file, readFileSync(file).includes('une phrase que le disque ignore')]).toEqual([file, false]);
    for (const file of filesBelow(profile).filter((name) => /\.(db|sqlite3?)$/u.test(name))) {
      expect(readFileSync(file).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
    }
  });

  it('runs once for each profile', async () => {
    const second = await promisify(execFile)(runtime, [...args, `--user-data-dir=${profile}`], { timeout: 30_000 });
    expect(second.stderr).not.toContain('Error');
    expect(application.windows()).toHaveLength(1);
  });

  it('comes back signed in, from its store', async () => {
    const closed = application.waitForEvent('close');
    // The answer may be lost with the process.
    await application.evaluate(({ app }) => app.quit()).catch(() => undefined);
    await closed;
    await launch();
    await page.getByText('Salon du paquet').first().waitFor();
    expect(complaints).toEqual([]);
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
