import { join } from 'node:path';
import { startApp, type App } from '../app/index.ts';
import type { Host } from '../host/index.ts';
import { createFileLogger, type Logger } from '../log/index.ts';
import { collectDeepLinks, type DeepLinks } from './deep-links.ts';
import { Desktop } from './desktop.ts';
import { createHost, preparePaths } from './host.ts';
import type { BrandFacts, Electron, Resources } from './modules.ts';
import { guardAllContents } from './page/guards.ts';
import { CaptureGrant } from './page/capture-grant.ts';
import { createPageSession, registerSchemes } from './page/page-session.ts';
import { createBadge } from './system/badge.ts';
import { createNotifier } from './system/notifier.ts';
import { createOpener } from './system/opener.ts';

export interface RunOptions {
  brand: BrandFacts;
  resources: Resources;
  process: Pick<NodeJS.Process, 'argv' | 'env' | 'platform' | 'on'>;
  /** `startApp`; another for tests of the frame around it. */
  start?: (host: Host, log: Logger) => Promise<App>;
}

/** How long the stores may take to close before the application ends anyway, in milliseconds. */
const stopMs = 10_000;

/** Runs the application in Electron. Resolves once the window is open, or at once in a second instance, which ends. */
export async function run(electron: Electron, options: RunOptions): Promise<void> {
  const { app } = electron;
  const { brand } = options;
  const { argv, env, platform } = options.process;
  registerSchemes(electron);
  app.enableSandbox();
  app.setAppUserModelId(brand.appId);
  // Before anything is shown: otherwise it is drawn anew each run, and a notification of the last one starts nothing.
  if (platform === 'win32') app.setToastActivatorCLSID(brand.toastActivator);
  const paths = preparePaths(electron, brand, env, platform);
  // After the paths: the lock is one for each profile.
  if (!app.requestSingleInstanceLock()) return app.quit();
  const log = createFileLogger(paths.logs);
  surviveFailures(options.process, log);
  const links = collectDeepLinks(electron, brand.schemes, argv);
  guardAllContents(electron, { openLink: linkOpener(electron, log), log: log.child('guard') });
  claimSchemes(electron, brand);
  await app.whenReady();
  const locale = app.getPreferredSystemLanguages()[0] ?? app.getLocale();
  const desktop = new Desktop({
    electron,
    ...options,
    platform,
    statePath: join(paths.data, 'window.json'),
    locale,
    log,
  });
  const badge = createBadge(electron, {
    ...options,
    platform,
    window: () => desktop.window,
    words: () => desktop.words(),
    onChange: (count) => desktop.setCount(count),
  });
  const camera = new CaptureGrant('camera', electron, platform);
  const microphone = new CaptureGrant('microphone', electron, platform);
  const notifier = createNotifier(electron, { platform });
  const host = createHost({
    electron,
    brand,
    paths,
    badge,
    notifier,
    camera,
    microphone,
    window: () => desktop.window,
    dragIcon: options.resources.trayIcon,
  });
  app.on('second-instance', () => desktop.show());
  try {
    const started = await (options.start ?? startApp)(host, log);
    stopInTime(electron, desktop, started, log);
    present(electron, options, { desktop, started, links, captures: [camera, microphone] });
  } catch (error) {
    log.error('the application could not start', { error });
    electron.dialog.showErrorBox(desktop.words().startFailed, desktop.words().startFailedHelp(paths.logs));
    app.exit(1);
  }
}

function present(
  electron: Electron,
  { resources }: RunOptions,
  parts: { desktop: Desktop; started: App; links: DeepLinks; captures: CaptureGrant[] },
): void {
  const { desktop, started, links, captures } = parts;
  const session = createPageSession(electron, {
    directory: resources.page,
    media: (url, request) => started.media(url, request),
    devTools: !electron.app.isPackaged,
    captures,
  });
  electron.powerMonitor.on('resume', () => started.wake());
  electron.powerMonitor.on('lock-screen', () => started.screenLocked(true));
  electron.powerMonitor.on('unlock-screen', () => started.screenLocked(false));
  desktop.open(started, session, () => links.onLink((url) => started.openLink(url)));
}

/** Closes the stores before the end, whoever asked for it. */
function stopInTime({ app }: Electron, desktop: Desktop, started: App, log: Logger): void {
  let stopped = false;
  app.on('before-quit', () => desktop.quitting());
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    const tooLate = new Promise((resolve) => setTimeout(resolve, stopMs));
    void Promise.race([started.stop(), tooLate])
      .catch((error: unknown) => log.error('stopping failed', { error }))
      .then(() => {
        stopped = true;
        app.quit();
      });
  });
}

/** A failure that nobody caught is logged; the agent goes on writing. The stores are made to survive worse. */
function surviveFailures(process: RunOptions['process'], log: Logger): void {
  process.on('uncaughtException', (error) => log.error('nobody caught a failure', { error }));
  process.on('unhandledRejection', (error) => log.error('nobody caught a rejection', { error }));
}

/** Only an installed application takes links over from the others. */
function claimSchemes({ app }: Electron, brand: BrandFacts): void {
  if (app.isPackaged) for (const scheme of brand.schemes) app.setAsDefaultProtocolClient(scheme);
}

function linkOpener(electron: Electron, log: Logger): (url: string) => void {
  const opener = createOpener(electron);
  return (url) => void opener.open(url).catch(() => log.info('a link was refused', { scheme: URL.parse(url)?.protocol ?? 'none' }));
}
