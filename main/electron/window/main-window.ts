import type { BrowserWindow, Session } from 'electron';
import type { BrandFacts, Electron, Resources } from '../modules.ts';
import { indexUrl } from '../origin.ts';
import { loadWindowState, saveWindowState, smallest } from './window-state.ts';

export interface MainWindowOptions {
  brand: BrandFacts;
  resources: Resources;
  session: Session;
  /** File of the window's place. */
  statePath: string;
  devTools: boolean;
  /** Whether a close hides (tray) instead of ending. */
  hidesOnClose: () => boolean;
}

/** The one window: sandboxed, isolated, on our page, where it was last. */
export function openMainWindow(
  electron: Pick<Electron, 'BrowserWindow' | 'nativeTheme' | 'screen'>,
  options: MainWindowOptions,
): BrowserWindow {
  const { maximised, ...bounds } = loadWindowState(
    options.statePath,
    electron.screen.getAllDisplays().map((display) => display.workArea),
  );
  const { brand } = options;
  const window = new electron.BrowserWindow({
    ...bounds,
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: brand.name,
    show: false,
    backgroundColor: electron.nativeTheme.shouldUseDarkColors ? brand.background.dark : brand.background.light,
    autoHideMenuBar: true,
    webPreferences: webPreferences(options),
  });
  window.once('ready-to-show', () => {
    if (maximised === true) window.maximize();
    window.show();
  });
  window.on('close', (event) => closing(window, options, event));
  void window.loadURL(indexUrl);
  return window;
}

/** Each is spelled out, also where it is the default: a default may change, and a test reads them. */
function webPreferences({ resources, session, devTools }: MainWindowOptions) {
  return {
    preload: resources.preload,
    session,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    devTools,
    // Electron would fetch dictionaries from a server of Google's; the page has those of main/spelling.
    spellcheck: false,
  };
}

function closing(window: BrowserWindow, options: MainWindowOptions, event: { preventDefault(): void }): void {
  saveWindowState(options.statePath, { ...window.getNormalBounds(), maximised: window.isMaximized() });
  if (!options.hidesOnClose()) return;
  event.preventDefault();
  window.hide();
}

/** Brings the window to the front, from wherever it is. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
