import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contract } from '../../preload/contract/index.ts';
import { connect, type Client } from '../../preload/wire/index.ts';
import { electronPort } from '../../renderer/entry/electron.ts';
import { loadPreload } from '../../test/carrier/carriers.ts';
import { CaptureGrant } from './page/capture-grant.ts';
import { directory, electron, launch, openClient, page, renew, session, until } from '../../test/carrier/electron-stage.ts';
import { FakeEvent, type FakePage } from '../../test/carrier/fake-electron.ts';

describe('the window', () => {
  it('isolates and sandboxes the page, and says so for every option that could undo it', async () => {
    await launch();
    expect(electron.app.sandboxed).toBe(true);
    expect(electron.windows).toHaveLength(1);
    expect(electron.window.options.webPreferences).toEqual({
      preload: '/out/preload/index.cjs',
      session: session(),
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
      devTools: false,
      spellcheck: false,
    });
    expect(page().mainFrame.url).toBe('app://tchap/index.html');
  });

  it('has developer tools in development only', async () => {
    electron.app.isPackaged = false;
    await launch();
    expect(electron.window.options.webPreferences['devTools']).toBe(true);
    expect(JSON.stringify(electron.menu)).toContain('toggleDevTools');
    renew('packaged');
    await launch();
    expect(JSON.stringify(electron.menu)).not.toMatch(/toggleDevTools|reload/u);
  });

  it('stays on our page and opens no other window', async () => {
    await launch();
    const refuses = (name: string, url: string) => {
      const event = new FakeEvent(url);
      page().emit(name, event);
      return event.prevented;
    };
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      expect(refuses(name, 'https://evil.example/')).toBe(true);
      expect(refuses(name, 'file:///etc/passwd')).toBe(true);
      expect(refuses(name, 'app://tchap.evil/index.html')).toBe(true);
      expect(refuses(name, 'media:abc')).toBe(true);
      expect(refuses(name, 'app://tchap/index.html')).toBe(false);
    }
    expect(refuses('will-attach-webview', '')).toBe(true);
    expect(page().openHandler({ url: 'https://www.numerique.gouv.fr/' })).toEqual({ action: 'deny' });
    expect(page().openHandler({ url: 'file:///bin/sh' })).toEqual({ action: 'deny' });
    await until(() => electron.opened.length > 0);
    expect(electron.opened).toEqual(['https://www.numerique.gouv.fr/']);
  });

  it('comes back where it was, if that is on a screen', async () => {
    await launch();
    electron.window.emit('close', new FakeEvent());
    const again = async (displays: typeof electron.displays) => {
      renew('profile').displays = displays;
      await launch();
      return electron.window.options;
    };
    expect(await again([{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }])).toMatchObject({ x: 10, y: 20, width: 900, height: 700 });
    const elsewhere = await again([{ workArea: { x: 5000, y: 0, width: 800, height: 600 } }]);
    expect(elsewhere).toMatchObject({ width: 1280, height: 800 });
    expect(elsewhere['x']).toBeUndefined();
    writeFileSync(join(directory, 'profile/data/window.json'), '{"x":1e99,"y":"no"}');
    expect(await again([{ workArea: { x: 0, y: 0, width: 800, height: 600 } }])).toMatchObject({ width: 1280 });
  });

  it('is hidden by a close while the tray keeps the application, and closed once it quits', async () => {
    await launch();
    const first = new FakeEvent();
    electron.window.emit('close', first);
    expect(first.prevented).toBe(true);
    expect(electron.window.calls).toContain('hide');
    await (await openClient()).call('settings.update', { closeToTray: false });
    const second = new FakeEvent();
    electron.window.emit('close', second);
    expect(second.prevented).toBe(false);
  });
});

describe('the session of the page', () => {
  it('is in memory and reaches nothing but the application', async () => {
    await launch();
    expect([...electron.sessions.keys()]).toEqual(['page']);
    expect(session().options).toEqual({ cache: false });
    for (const url of ['app://tchap/index.html', 'media:a', 'data:text/plain,x', 'blob:app://tchap/1'])
      expect(session().reaches(url)).toBe(true);
    for (const url of [
      'https://matrix.org/',
      'http://127.0.0.1/',
      'ws://127.0.0.1/',
      'file:///etc/passwd',
      'devtools://devtools/',
      'nonsense',
    ]) {
      expect(session().reaches(url)).toBe(false);
    }
  });

  it('denies every permission but two, and those to our page only', async () => {
    await launch();
    const request = (permission: string, requestingUrl: string, isMainFrame = true): Promise<boolean> =>
      new Promise((resolve) =>
        session().permissionRequest?.(...([page(), permission, resolve, { isMainFrame, requestingUrl }] as never[])),
      );
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'midi',
      'openExternal',
      'display-capture',
      'clipboard-read',
      'usb',
    ]) {
      expect(await request(permission, 'app://tchap/index.html')).toBe(false);
    }
    expect(await request('fullscreen', 'app://tchap/index.html')).toBe(true);
    expect(await request('fullscreen', 'app://tchap/index.html', false)).toBe(false);
    expect(await request('clipboard-sanitized-write', 'https://evil.example/')).toBe(false);
    const check = (...args: unknown[]) => session().permissionCheck?.(...(args as never[]));
    expect(check(page(), 'media', 'app://tchap', { mediaType: 'video' })).toBe(false);
    expect(check(page(), 'clipboard-sanitized-write', 'app://tchap')).toBe(true);
    expect(check(page(), 'clipboard-sanitized-write', 'https://evil.example')).toBe(false);
    expect(session().device?.()).toBe(false);
    const download = new FakeEvent();
    session().emit('will-download', download);
    expect(download.prevented).toBe(true);
  });

  it.each([
    ['camera', 'video', 'audio'],
    ['microphone', 'audio', 'video'],
  ] as const)('lets the page have the %s once, after main said so, and nothing with it', async (device, kind, other) => {
    const grant = new CaptureGrant(device, electron.module, 'linux');
    expect(await grant.take([kind])).toBe(false);
    grant.allowOnce();
    expect([grant.stands(kind), grant.stands(other), grant.stands(undefined)]).toEqual([true, false, false]);
    expect(await grant.take([kind, other])).toBe(false);
    expect(await grant.take([kind])).toBe(false);
    grant.allowOnce();
    expect(await grant.take([other])).toBe(false);
    grant.allowOnce();
    expect(await grant.take([kind])).toBe(true);
    expect(grant.stands(kind)).toBe(false);
    expect(await grant.take([kind])).toBe(false);
  });

  it('registers its schemes before Electron is ready, none of which goes around the policy', async () => {
    await launch();
    expect(electron.privileged.map(({ scheme }) => scheme)).toEqual(['app', 'media']);
    for (const { privileges } of electron.privileged) {
      expect(privileges).not.toHaveProperty('bypassCSP');
      expect(privileges).not.toHaveProperty('allowServiceWorkers');
      expect(privileges).not.toHaveProperty('corsEnabled');
    }
  });

  it('serves the built page under a strict policy, and nothing beside it', async () => {
    await launch();
    const get = (url: string, method = 'GET') => session().handlers.get('app')?.({ url, method } as Request) as Promise<Response>;
    const index = await get('app://tchap/index.html');
    expect(index.status).toBe(200);
    const policy = index.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self';");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/u);
    expect(index.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await get('app://tchap/assets/index.js')).headers.get('content-type')).toContain('text/javascript');
    for (const url of [
      'app://tchap/../outside.js',
      'app://tchap/%2e%2e/outside.js',
      'app://tchap/..%2foutside.js',
      'app://tchap/assets/..%2f..%2foutside.js',
      'app://tchap/%00index.html',
      'app://tchap/%zz.js',
      'app://tchap/secret',
      'app://tchap/',
      'app://evil/index.html',
      'app://tchap/missing.js',
    ]) {
      expect([url, (await get(url)).status]).toEqual([url, 404]);
    }
    expect((await get('app://tchap/index.html', 'POST')).status).toBe(405);
  });

  it('lets media run nothing', async () => {
    await launch();
    const answer = await session().handlers.get('media')?.(new Request('media:nothing/here'));
    expect(answer?.status).toBeGreaterThanOrEqual(400);
    expect(answer?.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(answer?.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer?.headers.get('cache-control')).toBe('no-store');
    const posted = await session().handlers.get('media')?.(new Request('media:x', { method: 'POST' }));
    expect(posted?.status).toBe(405);
  });
});

describe('the bridge in its window', () => {
  it('carries the contract to the application', async () => {
    await launch();
    const client = await openClient();
    expect(await client.call('app.info', {})).toMatchObject({ version: '1.2.3' });
  });

  it('refuses another window, even on our address', async () => {
    await launch();
    const module = electron.module;
    const other = new module.BrowserWindow({}) as unknown as { webContents: FakePage };
    const client: Client = connect(contract, electronPort(await loadPreload(other.webContents)));
    // The module of a second call keeps the same windows: ours is the first.
    await until(() => client.state === 'refused');
    await expect(client.call('app.info', {})).rejects.toMatchObject({ code: 'bridge.wrong-sender' });
  });
});
