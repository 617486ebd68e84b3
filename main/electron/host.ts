import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { Badge, Capture, Dialogs, Environment, Host, Net, Notifier, Paths } from '../host/index.ts';
import { createSystemKeychain } from './keychain/keytar-keychain.ts';
import type { BrandFacts, Electron } from './modules.ts';
import { createFileMarker } from './system/file-marker.ts';
import { createHandOver } from './system/hand-over.ts';
import { managedConfiguration } from './system/managed.ts';
import { createOpener } from './system/opener.ts';
import { uploadThrough } from './system/upload.ts';

export interface HostParts {
  electron: Electron;
  brand: BrandFacts;
  paths: Paths;
  badge: Badge;
  notifier: Notifier;
  camera: Capture;
  microphone: Capture;
  window: () => BrowserWindow | null;
  /** File of the picture that stands for one that is dragged out. */
  dragIcon: string;
}

/** This machine, as `main/app` asks for it. */
export function createHost({ electron, brand, paths, badge, notifier, camera, microphone, window, dragIcon }: HostParts): Host {
  return {
    keychain: createSystemKeychain(),
    notifier,
    badge,
    camera,
    microphone,
    paths,
    dialogs: createDialogs(electron, window),
    opener: createOpener(electron),
    handOver: createHandOver(electron, window, dragIcon),
    clock: { now: () => Date.now() },
    net: createNet(electron),
    files: createFileMarker(brand.name),
    managed: managedConfiguration(process.platform, brand),
    environment: environmentOf(electron, brand),
  };
}

/** Folders of this installation. On Windows not in the roaming profile, where stores would travel over the network. */
export function preparePaths(electron: Pick<Electron, 'app'>, brand: BrandFacts, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Paths {
  const { app } = electron;
  const local = platform === 'win32' ? env['LOCALAPPDATA'] : undefined;
  if (local !== undefined && !app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(local, brand.name));
  const data = join(app.getPath('userData'), 'data');
  const logs = join(app.getPath('userData'), 'logs');
  for (const path of [data, logs]) mkdirSync(path, { recursive: true, mode: 0o700 });
  return { data, logs };
}

/** Chromium's network stack: the proxy, certificates and client certificates of the machine. Never our own schemes. */
function createNet(electron: Pick<Electron, 'net'>): Net {
  return {
    fetch: (input, init) =>
      init?.upload
        ? uploadThrough(electron, input, init, init.upload)
        : electron.net.fetch(input, { ...init, bypassCustomProtocolHandlers: true }),
  };
}

function createDialogs(electron: Pick<Electron, 'dialog' | 'app'>, window: () => BrowserWindow | null): Dialogs {
  return {
    async saveFile(suggestedName) {
      // The name comes from another person: no folder of it is taken over.
      const options = { defaultPath: join(electron.app.getPath('downloads'), basename(suggestedName.replaceAll('\\', '/'))) };
      const parent = window();
      const answer = parent ? await electron.dialog.showSaveDialog(parent, options) : await electron.dialog.showSaveDialog(options);
      return answer.canceled || answer.filePath === '' ? null : answer.filePath;
    },
    async openFile() {
      const options = { properties: ['openFile' as const] };
      const parent = window();
      const answer = parent ? await electron.dialog.showOpenDialog(parent, options) : await electron.dialog.showOpenDialog(options);
      return answer.canceled ? null : (answer.filePaths[0] ?? null);
    },
  };
}

function environmentOf({ app }: Pick<Electron, 'app'>, brand: BrandFacts): Environment {
  return {
    version: app.getVersion(),
    platform: `${process.platform} ${process.arch}`,
    permalinks: brand.permalinks,
    features: brand.features,
    help: brand.help,
    minimumVersions: brand.minimumVersions,
    services: brand.services,
    scheme: brand.schemes[0] ?? 'matrix',
    agentServers: brand.homeservers.length === 0 ? null : { domain: brand.domain, homeservers: brand.homeservers },
    bridges: brand.bridges,
    contentScanners: brand.contentScanner ? Object.fromEntries(brand.homeservers.map(({ baseUrl }) => [baseUrl, baseUrl])) : {},
    locale: app.getPreferredSystemLanguages()[0] ?? app.getLocale(),
  };
}
