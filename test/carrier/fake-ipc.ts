import { EventEmitter } from 'node:events';
import type { IpcMain } from 'electron';

/**
 * A fake of Electron's IPC, after `electron.d.ts` (45): `ipcMain`, `webContents`, `ipcRenderer` and
 * `contextBridge`, with values cloned as Electron does. Ours, for tests: the real one is asked by
 * `npm run test:electron`.
 */
export class FakeIpcMain extends EventEmitter {
  get real(): Pick<IpcMain, 'on'> {
    return this as unknown as Pick<IpcMain, 'on'>;
  }
}

export interface FakeFrame {
  url: string;
  origin: string;
}

export class FakeWebContents extends EventEmitter {
  readonly mainFrame: FakeFrame;
  readonly ipcRenderer: FakeIpcRenderer;
  #destroyed = false;

  constructor(ipcMain: FakeIpcMain, url: string) {
    super();
    this.mainFrame = { url, origin: originOf(url) };
    this.ipcRenderer = new FakeIpcRenderer(ipcMain, this);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    const copies: unknown = structuredClone(args);
    const to = this.ipcRenderer;
    queueMicrotask(() => to.emit(channel, {}, ...(copies as unknown[])));
  }

  destroy(): void {
    this.#destroyed = true;
    this.emit('destroyed');
  }
}

export class FakeIpcRenderer extends EventEmitter {
  readonly #ipcMain: FakeIpcMain;
  readonly #contents: FakeWebContents;

  constructor(ipcMain: FakeIpcMain, contents: FakeWebContents) {
    super();
    this.#ipcMain = ipcMain;
    this.#contents = contents;
  }

  send(channel: string, ...args: unknown[]): void {
    this.sendFrom(this.#contents.mainFrame, channel, ...args);
  }

  /** What a frame within the page, or a page of another origin, could send. */
  sendFrom(frame: FakeFrame, channel: string, ...args: unknown[]): void {
    const copies = structuredClone(args);
    const event = {
      sender: this.#contents,
      senderFrame: frame,
      reply: (to: string, ...answer: unknown[]) => this.#contents.send(to, ...answer),
    };
    queueMicrotask(() => this.#ipcMain.emit(channel, event, ...copies));
  }
}

/** The module `electron` as a sandboxed preload sees it; `exposed` collects what it gives the page. */
export function fakePreloadModule(contents: FakeWebContents) {
  const exposed: Record<string, unknown> = {};
  const contextBridge = { exposeInMainWorld: (name: string, api: unknown) => void (exposed[name] = api) };
  return { module: { contextBridge, ipcRenderer: contents.ipcRenderer }, exposed };
}

function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
