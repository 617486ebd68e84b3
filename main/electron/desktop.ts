import type { BrowserWindow, IpcMainEvent, Session } from 'electron';
import { attachPage, type App, type AppEvent } from '../app/index.ts';
import type { Logger } from '../log/index.ts';
import type { BrandFacts, Electron, Resources } from './modules.ts';
import { isOurPage } from './origin.ts';
import { servePagePorts } from './page-ports.ts';
import { openMainWindow, showWindow } from './window/main-window.ts';
import { setContextMenu, setMenu } from './window/menu.ts';
import { createTray, type TrayIcon } from './window/tray.ts';
import { wordsFor, type Words } from './words.ts';

export interface DesktopOptions {
  electron: Electron;
  brand: BrandFacts;
  resources: Resources;
  /** File of the window's place. */
  statePath: string;
  locale: string;
  platform: NodeJS.Platform;
  log: Logger;
}

/** What the agent sees of the application outside of the page: window, menu, tray. Exists before the application has started. */
export class Desktop {
  readonly #options: DesktopOptions;
  #window: BrowserWindow | null = null;
  #tray: TrayIcon | null = null;
  #app: App | null = null;
  #quitting = false;
  #session: Session | null = null;
  /** Pages that are there. */
  #pages = 0;
  /** What was asked for while no page was there. */
  #wish: AppEvent | null = null;

  constructor(options: DesktopOptions) {
    this.#options = options;
  }

  get window(): BrowserWindow | null {
    return this.#window;
  }

  words(): Words {
    return wordsFor(this.#app?.settings().language ?? 'system', this.#options.locale);
  }

  setCount(count: number): void {
    this.#tray?.setCount(count);
  }

  /** Brings the window to the front; opens it again where it was closed. */
  show(): void {
    if (this.#window) showWindow(this.#window);
    else if (this.#app && this.#session) this.#openWindow(this.#app, this.#session);
  }

  /** From here on a close of the window is a close. */
  quitting(): void {
    this.#quitting = true;
  }

  /** Shows the application. `onPage` is called when the page is there. */
  open(app: App, session: Session, onPage: () => void): void {
    this.#app = app;
    this.#session = session;
    this.#servePages(app, onPage);
    this.#drawMenu();
    this.#openWindow(app, session);
    if (this.#options.platform !== 'darwin') this.#openTray();
    this.#followSettings(app);
    app.onReturn(() => this.show());
    app.onEvent((event) => {
      if (this.#pages === 0) this.#wish = event;
      this.show();
    });
    this.#options.electron.app.on('activate', () => this.show());
  }

  #servePages(app: App, onPage: () => void): void {
    const { electron, log } = this.#options;
    servePagePorts({
      ipcMain: electron.ipcMain,
      isOurs: (event: IpcMainEvent) => event.sender === this.#window?.webContents && isOurPage(event),
      attach: (port) => {
        const served = attachPage(app, port, log.child('bridge'));
        this.#pages += 1;
        port.onClose(() => (this.#pages -= 1));
        // Its first message, the hello, is handled once this returns.
        setTimeout(() => {
          const wish = this.#wish;
          this.#wish = null;
          if (wish !== null) served.emit(wish.name, wish.payload);
          onPage();
        }, 0);
      },
      log,
    });
  }

  #openWindow(app: App, session: Session): void {
    const { electron, platform } = this.#options;
    const window = openMainWindow(electron, {
      ...this.#options,
      session,
      devTools: !electron.app.isPackaged,
      hidesOnClose: () => !this.#quitting && (platform === 'darwin' || app.settings().closeToTray),
    });
    setContextMenu(electron, window.webContents, () => this.words());
    window.on('closed', () => (this.#window = null));
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      this.#options.log.error('the page is gone', { reason });
      if (reason !== 'clean-exit') window.webContents.reload();
    });
    this.#window = window;
  }

  #openTray(): void {
    const { electron, brand, resources } = this.#options;
    this.#tray = createTray(electron, {
      name: brand.name,
      icon: resources.trayIcon,
      words: () => this.words(),
      onOpen: () => this.show(),
      onQuit: () => electron.app.quit(),
    });
  }

  #drawMenu(): void {
    const { electron, brand, platform } = this.#options;
    setMenu(electron, { name: brand.name, words: this.words(), platform, devTools: !electron.app.isPackaged });
  }

  #followSettings(app: App): void {
    const { nativeTheme } = this.#options.electron;
    const follow = () => {
      const { theme } = app.settings();
      nativeTheme.themeSource = theme === 'contrast' ? 'system' : theme;
      this.#drawMenu();
      this.#tray?.renew();
    };
    follow();
    app.onSettings(follow);
  }
}
