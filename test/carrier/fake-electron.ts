import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import type { Electron } from '../../main/electron/modules.ts';
import { FakeIpcMain, FakeWebContents } from './fake-ipc.ts';

type Options = Record<string, unknown>;
type Item = { role?: string; label?: string; submenu?: Item[]; click?: () => void; enabled?: boolean };
type Handler = (...args: never[]) => unknown;

/**
 * A fake of the module `electron` as main uses it, after `electron.d.ts` (45). Ours, for tests: it
 * keeps what it was told, so that a test can read every option that guards the agent. What only the
 * real one can show is in `test/packaged/README.md`.
 */
export class FakeElectron {
  readonly ipcMain = new FakeIpcMain();
  readonly windows: FakeWindow[] = [];
  readonly sessions = new Map<string, FakeSession>();
  readonly trays: FakeTray[] = [];
  readonly notifications: FakeNotification[] = [];
  /** What still stands in the notification centre of macOS from a former run. */
  readonly history: FakeNotification[] = [];
  /** Who hears of toasts of Windows that are used. */
  activate: Handler | null = null;
  readonly opened: string[] = [];
  readonly fetched: [unknown, Options | undefined][] = [];
  readonly errors: string[] = [];
  readonly popups: Item[][] = [];
  privileged: { scheme: string; privileges: Options }[] = [];
  menu: Item[] = [];
  displays = [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }];
  /** Lets `net.fetch` reach servers; else it only keeps what was asked. */
  isNetworkReal = false;
  saveAnswer: { canceled: boolean; filePath: string } = { canceled: true, filePath: '' };
  openAnswer: { canceled: boolean; filePaths: string[] } = { canceled: true, filePaths: [] };
  saveOptions: Options[] = [];
  readonly app: FakeApp;
  readonly powerMonitor = new EventEmitter();
  readonly nativeTheme = { shouldUseDarkColors: false, themeSource: 'system' };

  constructor(userData: string) {
    this.app = new FakeApp(userData);
  }

  /** The module, for the code under test. */
  get module(): Electron {
    const { app, nativeTheme, ipcMain, powerMonitor } = this;
    return Object.assign(this.#windows(), this.#system(), { app, nativeTheme, ipcMain, powerMonitor }) as never;
  }

  get window(): FakeWindow {
    const window = this.windows.at(-1);
    if (!window) throw new Error('no window was opened');
    return window;
  }

  #windows() {
    const history = this.history;
    const activate = (hear: Handler) => void (this.activate = hear);
    const [windows, trays, notifications, ipcMain, app] = [this.windows, this.trays, this.notifications, this.ipcMain, this.app];
    return {
      BrowserWindow: class extends FakeWindow {
        constructor(options: Options) {
          super(options, ipcMain);
          windows.push(this);
          app.emit('web-contents-created', {}, this.webContents);
        }
      },
      Tray: class extends FakeTray {
        constructor(image: string) {
          super(image);
          trays.push(this);
        }
      },
      Notification: class extends FakeNotification {
        constructor(options: Options) {
          super(options);
          notifications.push(this);
        }
        static isSupported = () => true;
        static handleActivation = (hear: Handler) => activate(hear);
        static getHistory = async () => history;
      },
    };
  }

  #system() {
    return {
      protocol: { registerSchemesAsPrivileged: (schemes: typeof this.privileged) => (this.privileged = this.app.ready ? [] : schemes) },
      session: { fromPartition: (name: string, options: Options) => this.#session(name, options) },
      shell: {
        openExternal: async (url: string) => void this.opened.push(url),
        openPath: async (path: string) => (this.opened.push(path), path.endsWith('.pdf') ? '' : 'no program'),
      },
      net: {
        fetch: async (input: unknown, init?: Options) => {
          this.fetched.push([input, init]);
          return this.isNetworkReal ? fetch(input as string, init) : new Response('ok');
        },
        request: (options: Options) => this.#request(options),
      },
      dialog: {
        showErrorBox: (...text: string[]) => this.errors.push(text.join(' ')),
        showSaveDialog: async (...args: Options[]) => {
          this.saveOptions.push(args.at(-1) ?? {});
          return this.saveAnswer;
        },
        showOpenDialog: async () => this.openAnswer,
      },
      screen: { getAllDisplays: () => this.displays },
      nativeImage: { createFromPath: (path: string) => ({ path }) },
      Menu: {
        buildFromTemplate: (template: Item[]) => ({ template, popup: () => this.popups.push(template) }),
        setApplicationMenu: (menu: { template: Item[] }) => (this.menu = menu.template),
      },
    };
  }

  /** A request that is answered at once, its body being half sent when it is asked. */
  #request(options: Options) {
    const request = Object.assign(new EventEmitter(), {
      setHeader: (name: string, value: string) => void this.fetched.push([name, { value }]),
      getUploadProgress: () => ({ active: true, started: true, current: 3, total: 6 }),
      abort: () => undefined,
      end: (body: Buffer) => {
        this.fetched.push([options, { body: body.toString() }]);
        const answer = Object.assign(Readable.from([Buffer.from('{}')]), {
          statusCode: 200,
          headers: { 'content-type': 'application/json' },
        });
        setTimeout(() => request.emit('response', answer), 500);
      },
    });
    return request;
  }

  #session(name: string, options: Options): FakeSession {
    const session = this.sessions.get(name) ?? new FakeSession(options);
    this.sessions.set(name, session);
    return session;
  }
}

export class FakeApp extends EventEmitter {
  isPackaged = true;
  ready = false;
  toastActivator: string | null = null;
  isFirst = true;
  sandboxed = false;
  quits = 0;
  exitCode: number | null = null;
  badge = 0;
  readonly claimed: string[] = [];
  readonly paths = new Map<string, string>();
  readonly switches = new Set<string>();
  readonly commandLine = { hasSwitch: (name: string) => this.switches.has(name) };

  constructor(userData: string) {
    super();
    this.paths.set('userData', userData).set('downloads', '/home/agent/Téléchargements');
  }

  enableSandbox = () => void (this.sandboxed = !this.ready);
  setAppUserModelId = () => undefined;
  setToastActivatorCLSID = (id: string) => void (this.toastActivator = id);
  getPath = (name: string) => this.paths.get(name) ?? '';
  setPath = (name: string, path: string) => void this.paths.set(name, path);
  requestSingleInstanceLock = () => this.isFirst;
  setAsDefaultProtocolClient = (scheme: string) => this.claimed.push(scheme);
  getPreferredSystemLanguages = () => ['fr-FR'];
  getLocale = () => 'fr';
  getVersion = () => '1.2.3';
  setBadgeCount = (count: number) => void (this.badge = count);
  exit = (code: number) => void (this.exitCode = code);
  whenReady = async () => void (this.ready = true);

  /** As Electron does: `before-quit`, the windows, `will-quit`; counted only where nothing prevented it. */
  quit = (): void => {
    const event = new FakeEvent();
    this.emit('before-quit', event);
    this.emit('will-quit', event);
    if (!event.prevented) this.quits += 1;
  };
}

export class FakeEvent {
  prevented = false;
  readonly url: string;
  constructor(url = '') {
    this.url = url;
  }
  preventDefault(): void {
    this.prevented = true;
  }
}

export class FakeWindow extends EventEmitter {
  readonly options: Options & { webPreferences: Options };
  readonly webContents: FakePage;
  readonly calls: string[] = [];
  minimised = false;
  maximised = false;
  bounds = { x: 10, y: 20, width: 900, height: 700 };
  overlay: [unknown, string] | null = null;

  constructor(options: Options, ipcMain: FakeIpcMain) {
    super();
    this.options = options as typeof this.options;
    this.webContents = new FakePage(ipcMain);
  }

  loadURL = async (url: string) => void (this.webContents.mainFrame.url = url);
  show = () => this.calls.push('show');
  hide = () => this.calls.push('hide');
  focus = () => this.calls.push('focus');
  restore = () => this.calls.push('restore');
  maximize = () => this.calls.push('maximize');
  flashFrame = (on: boolean) => this.calls.push(`flash ${on}`);
  setOverlayIcon = (image: unknown, text: string) => (this.overlay = [image, text]);
  isMinimized = () => this.minimised;
  isMaximized = () => this.maximised;
  getNormalBounds = () => this.bounds;
}

export class FakePage extends FakeWebContents {
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  reloads = 0;
  constructor(ipcMain: FakeIpcMain) {
    super(ipcMain, 'app://tchap/index.html');
  }
  setWindowOpenHandler = (handler: typeof this.openHandler) => void (this.openHandler = handler);
  reload = () => void (this.reloads += 1);
  replaceMisspelling = () => undefined;
}

export class FakeSession extends EventEmitter {
  readonly options: Options;
  readonly handlers = new Map<string, (request: Request) => Promise<Response>>();
  readonly protocol = { handle: (scheme: string, handler: (request: Request) => Promise<Response>) => this.handlers.set(scheme, handler) };
  permissionRequest: Handler | null = null;
  permissionCheck: Handler | null = null;
  device: Handler | null = null;
  beforeRequest: ((details: { url: string }, callback: (answer: { cancel: boolean }) => void) => void) | null = null;
  readonly webRequest = { onBeforeRequest: (listener: NonNullable<typeof this.beforeRequest>) => (this.beforeRequest = listener) };

  constructor(options: Options) {
    super();
    this.options = options;
  }
  setPermissionRequestHandler = (handler: Handler) => (this.permissionRequest = handler);
  setPermissionCheckHandler = (handler: Handler) => (this.permissionCheck = handler);
  setDevicePermissionHandler = (handler: Handler) => (this.device = handler);

  /** Whether the page may load this address. */
  reaches(url: string): boolean {
    let cancelled = false;
    this.beforeRequest?.({ url }, ({ cancel }) => (cancelled = cancel));
    return !cancelled;
  }
}

export class FakeTray extends EventEmitter {
  readonly image: string;
  tip = '';
  items: Item[] = [];
  constructor(image: string) {
    super();
    this.image = image;
  }
  setToolTip = (text: string) => void (this.tip = text);
  setContextMenu = (menu: { template: Item[] }) => void (this.items = menu.template);
}

export class FakeNotification extends EventEmitter {
  readonly options: Options;
  shown = false;
  constructor(options: Options) {
    super();
    this.options = options;
  }
  show = () => void (this.shown = true);
  close = () => {
    this.shown = false;
    this.emit('close');
  };
}
