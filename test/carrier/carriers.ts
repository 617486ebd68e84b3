import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IpcMainEvent } from 'electron';
import { vi } from 'vitest';
import { WebSocket } from 'ws';
import { servePagePorts } from '../../main/electron/page-ports.ts';
import { isOurPage } from '../../main/electron/origin.ts';
import { silentLogger } from '../../main/log/index.ts';
import { portPair, type Bridge, type Port } from '../../preload/wire/index.ts';
import { electronPort } from '../../renderer/entry/electron.ts';
import { openSocketPort } from '../../renderer/entry/socket.ts';
import { FakeIpcMain, FakeWebContents, fakePreloadModule } from './fake-ipc.ts';
import { serveSocket, socketPath } from './socket-server.ts';

export interface Carrier {
  /** A page's port; main is attached to the other end. */
  openPage(): Promise<{ port: Port; lose(): void }>;
  stop(): Promise<void>;
}

export type StartCarrier = (attach: (port: Port) => void) => Promise<Carrier>;

/** The three carriers, each from the real code of both ends. */
export const carriers: Record<string, StartCarrier> = {
  'in-memory pair': async (attach) => ({
    openPage: async () => {
      const [main, page] = portPair();
      attach(main);
      return { port: page, lose: () => page.close() };
    },
    stop: async () => undefined,
  }),

  WebSocket: async (attach) => {
    const server = createServer();
    const socket = serveSocket(server, attach);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    return {
      openPage: async () => {
        const client = new WebSocket(`ws://${host}${socketPath}?token=${socket.token}`, { origin: `http://${host}` });
        return { port: await openSocketPort(client), lose: () => client.terminate() };
      },
      stop: () => stopServer(server, () => socket.close()),
    };
  },

  'Electron IPC (fake)': async (attach) => {
    const ipcMain = new FakeIpcMain();
    const windows = new Set<unknown>();
    servePagePorts({
      ipcMain: ipcMain.real,
      isOurs: (event: IpcMainEvent) => windows.has(event.sender) && isOurPage(event),
      attach,
      log: silentLogger,
    });
    return {
      openPage: async () => {
        const contents = new FakeWebContents(ipcMain, 'app://tchap/index.html');
        windows.add(contents);
        return { port: electronPort(await loadPreload(contents)), lose: () => contents.destroy() };
      },
      stop: async () => undefined,
    };
  },
};

/** Runs the real preload against a fake `electron` and returns what it gave the page. */
export async function loadPreload(contents: FakeWebContents): Promise<Bridge> {
  const { module, exposed } = fakePreloadModule(contents);
  vi.resetModules();
  vi.doMock('electron', () => module);
  await import('../../preload/bridge/index.ts');
  vi.doUnmock('electron');
  return exposed['tchap'] as Bridge;
}

function stopServer(server: Server, closePages: () => void): Promise<void> {
  closePages();
  return new Promise((resolve) => server.close(() => resolve()));
}
