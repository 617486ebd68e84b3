import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { brand as tchap } from '../../build/brand/index.ts';
import { startApp, type App, type AppEvent } from '../../main/app/index.ts';
import type { BrandFacts, Resources } from '../../main/electron/modules.ts';
import { run } from '../../main/electron/run.ts';
import type { Host } from '../../main/host/index.ts';
import { contract } from '../../preload/contract/index.ts';
import { connect, type Client } from '../../preload/wire/index.ts';
import { electronPort } from '../../renderer/entry/electron.ts';
import { loadPreload } from './carriers.ts';
import { FakeElectron, type FakePage, type FakeSession } from './fake-electron.ts';

/** The real application in a fake Electron; new for every test of the file that imports this. */
const brand: BrandFacts = {
  name: 'Tchap',
  appId: 'fr.gouv.tchap.desktop',
  toastActivator: tchap.toastActivator,
  vendor: 'DINUM',
  policyKey: 'DINUM\\TchapDesktop',
  permalinks: 'https://tchap.test',
  services: { visio: 'https://visio.test', map: 'https://carte.test/?lat={latitude}&lon={longitude}' },
  schemes: ['tchap', 'matrix'],
  background: { light: '#FFFFFF', dark: '#161616' },
  contentScanner: false,
  domain: 'tchap.test',
  features: {},
  help: tchap.help,
  minimumVersions: null,
  homeservers: [],
  bridges: [],
};

export let directory: string;
export let electron: FakeElectron;
let resources: Resources;
export let host: Host;
export let tell: (event: AppEvent) => void;
export let woken: number;
export let linked: string[];
export let stopped: number;
/** What Node tells of failures that nobody caught. */
export let failures: EventEmitter;
let apps: App[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tchap-electron-'));
  electron = new FakeElectron(join(directory, 'profile'));
  resources = { page: join(directory, 'page'), preload: '/out/preload/index.cjs', trayIcon: 'tray.png', badgeIcon: 'badge.png' };
  mkdirSync(join(resources.page, 'assets'), { recursive: true });
  writeFileSync(join(resources.page, 'index.html'), '<!doctype html>');
  writeFileSync(join(resources.page, 'assets', 'index.js'), 'export {}');
  writeFileSync(join(resources.page, 'secret'), 'no type');
  writeFileSync(join(directory, 'outside.js'), 'outside');
  failures = new EventEmitter();
  [woken, linked, stopped, apps] = [0, [], 0, []];
});
afterEach(async () => {
  for (const app of apps) await app.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** The real application, with what the frame asks of it made visible. */
async function start(given: Host, log: Parameters<typeof startApp>[1]): Promise<App> {
  host = given;
  const app = await startApp(given, log);
  apps.push(app);
  return {
    ...app,
    onEvent: (listener) => {
      tell = listener;
      return app.onEvent(listener);
    },
    openLink: (url) => linked.push(url),
    wake: () => void (woken += 1),
    stop: () => {
      stopped += 1;
      return app.stop();
    },
  };
}

export const launch = (given: { platform?: NodeJS.Platform; argv?: string[]; env?: NodeJS.ProcessEnv; start?: typeof startApp } = {}) => {
  const surroundings = Object.assign(failures, { platform: 'linux', argv: [], env: {} }, given);
  return run(electron.module, { brand, resources, start: given.start ?? start, process: surroundings as unknown as NodeJS.Process });
};

export const page = (): FakePage => electron.window.webContents;
export const session = (): FakeSession => [...electron.sessions.values()][0] as FakeSession;
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
};
/** `prepare` hears of what comes with the very first answer, as a page does. */
export async function openClient(prepare: (client: Client) => void = () => undefined): Promise<Client> {
  const client: Client = connect(contract, electronPort(await loadPreload(page())));
  prepare(client);
  await until(() => client.state === 'open');
  return client;
}

/** Another start on the same disk, or on another profile of it. */
export function renew(profile: string): FakeElectron {
  electron = new FakeElectron(join(directory, profile));
  return electron;
}
