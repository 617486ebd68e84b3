import { createServer, type Server } from 'node:http';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { isAppUrl, isOurPage } from '../../main/electron/origin.ts';
import { servePagePorts } from '../../main/electron/page-ports.ts';
import { createLogger } from '../../main/log/index.ts';
import { bridgeChannel, portPair, type Port } from '../../preload/wire/index.ts';
import { loadPreload } from './carriers.ts';
import { FakeIpcMain, FakeWebContents, type FakeFrame } from './fake-ipc.ts';
import { serveSocket, socketPath } from './socket-server.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('the Electron carrier', () => {
  let ipcMain: FakeIpcMain;
  let ports: Port[];
  let received: unknown[];
  let lines: string[];
  beforeEach(() => {
    [ipcMain, ports, received, lines] = [new FakeIpcMain(), [], [], []];
    servePagePorts({
      ipcMain: ipcMain.real,
      isOurs: isOurPage,
      attach: (port) => {
        ports.push(port);
        port.onMessage((message) => received.push(message));
      },
      log: createLogger({ write: (line) => lines.push(line) }),
    });
  });

  const foreign: [string, (contents: FakeWebContents) => FakeFrame | null][] = [
    ['a frame within our page', () => ({ url: 'app://tchap/index.html', origin: 'app://tchap' })],
    ['a gone frame', () => null],
  ];
  it.each(foreign)('refuses %s with a code', async (_what, frame) => {
    const contents = new FakeWebContents(ipcMain, 'app://tchap/index.html');
    const answers: unknown[] = [];
    contents.ipcRenderer.on(bridgeChannel, (_event, message) => answers.push(message));
    contents.ipcRenderer.sendFrom(frame(contents) as FakeFrame, bridgeChannel, { type: 'hello', version: 1 });
    await settled();
    expect(answers).toMatchObject([{ type: 'refused', error: { code: 'bridge.wrong-sender' } }]);
    expect(ports).toEqual([]);
    expect(lines).toHaveLength(1);
  });

  it.each(['https://tchap.evil/', 'app://tchap.evil/index.html', 'app://evil/index.html', 'file:///app/index.html', 'about:blank'])(
    'refuses a page at %s',
    async (url) => {
      const contents = new FakeWebContents(ipcMain, url);
      const answers: unknown[] = [];
      contents.ipcRenderer.on(bridgeChannel, (_event, message) => answers.push(message));
      contents.ipcRenderer.send(bridgeChannel, { type: 'hello', version: 1 });
      await settled();
      expect(answers).toMatchObject([{ type: 'refused', error: { code: 'bridge.wrong-sender' } }]);
      expect(received).toEqual([]);
    },
  );

  it('closes the port of a document that was reloaded, navigated away from, or crashed', async () => {
    const contents = new FakeWebContents(ipcMain, 'app://tchap/index.html');
    const bridge = await loadPreload(contents);
    const closed: number[] = [];
    const hello = async () => {
      bridge.send({ type: 'hello', version: 1 });
      await settled();
      const n = ports.length;
      ports[n - 1]?.onClose(() => closed.push(n));
    };
    await hello();
    await hello();
    expect(closed).toEqual([1]);
    contents.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false });
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
    expect(closed).toEqual([1]);
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    expect(closed).toEqual([1, 2]);
    await hello();
    contents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(closed).toEqual([1, 2, 3]);
    expect(contents.listenerCount('render-process-gone') + contents.listenerCount('destroyed')).toBe(0);
  });

  it('gives the page two functions and no event of Electron', async () => {
    const contents = new FakeWebContents(ipcMain, 'app://tchap/index.html');
    const bridge = await loadPreload(contents);
    expect(Object.keys(bridge).sort()).toEqual(['onMessage', 'send']);
    const given: unknown[][] = [];
    bridge.onMessage((...args) => given.push(args));
    contents.send(bridgeChannel, { type: 'welcome' }, 'second');
    contents.send('another-channel', 'x');
    await settled();
    expect(given).toEqual([[{ type: 'welcome' }]]);
  });
});

describe('addresses of the page', () => {
  it('are told by scheme and host, not by how they begin', () => {
    expect(isAppUrl('app://tchap/index.html#x')).toBe(true);
    for (const url of ['app://tchap.evil/', 'app://tchap@evil/', 'app://x@tchap/', 'https://tchap/', 'app:tchap', '']) {
      expect(isAppUrl(url)).toBe(false);
    }
  });
});

describe('the socket of development', () => {
  let server: Server;
  let host: string;
  let token: string;
  let attached: number;
  beforeEach(async () => {
    server = createServer();
    attached = 0;
    token = serveSocket(server, () => (attached += 1)).token;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const attempt = (path: string, headers: Record<string, string>) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(`ws://${host}${path}`, { headers });
      socket.on('open', () => {
        socket.terminate();
        resolve('open');
      });
      socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
      socket.on('error', () => resolve('error'));
    });

  it('opens to its own page with the token, and to nothing else', async () => {
    const origin = `http://${host}`;
    const path = `${socketPath}?token=${token}`;
    expect(await attempt(path, { origin })).toBe('open');
    expect(await attempt(path, {})).toBe('403');
    expect(await attempt(path, { origin: 'https://evil.example' })).toBe('403');
    expect(await attempt(`${socketPath}?token=${token.slice(1)}x`, { origin })).toBe('403');
    expect(await attempt(socketPath, { origin })).toBe('403');
    expect(await attempt(`/other?token=${token}`, { origin })).toBe('403');
    // DNS rebinding: the browser believes that this machine is evil.example.
    expect(await attempt(path, { origin: 'http://evil.example', host: 'evil.example' })).toBe('403');
    expect(attached).toBe(1);
  });

  it('judges plain requests by the same token', async () => {
    const carrier = serveSocket(createServer(), () => undefined);
    const answers: boolean[] = [];
    server.on('request', (asked, response) => {
      answers.push(carrier.allows(asked));
      response.end();
    });
    const get = (path: string) => new Promise((resolve) => request(`http://${host}${path}`, resolve).end());
    await get(`/media/x?token=${carrier.token}`);
    await get('/media/x');
    expect(answers).toEqual([true, false]);
  });
});

describe('the in-memory pair', () => {
  it('closes both ends once', async () => {
    const [a, b] = portPair();
    const closed: string[] = [];
    a.onClose(() => closed.push('a'));
    b.onClose(() => closed.push('b'));
    b.close();
    b.close();
    a.send('late');
    await settled();
    expect(closed).toEqual(['b', 'a']);
  });
});
