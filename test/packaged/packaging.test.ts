import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brand } from '../../build/brand/index.ts';
import { targets } from '../../build/vite/build.ts';
import { externals } from '../../build/vite/configs.ts';
import { contentSecurityPolicy } from '../../main/electron/csp.ts';
import { bridgeChannel } from '../../preload/wire/index.ts';
import { startHomeserver, type Homeserver } from '../homeserver/index.ts';
import { Archive } from './archive.ts';
import { makeStandIn, readFuses } from './stand-in.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const version = (JSON.parse(read('package.json')) as { version: string }).version;

let directory: string;
let packed: string;
let archive: Archive;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tchap-packaged-'));
  await targets.electron();
  const builder = createRequire(import.meta.url).resolve('electron-builder/cli.js');
  const options = [`-c.electronDist=${makeStandIn(join(directory, 'electron'))}`, `-c.directories.output=${join(directory, 'release')}`];
  await promisify(execFile)(process.execPath, [builder, '--linux', 'dir', '--x64', '--publish', 'never', ...options], { cwd: root });
  packed = join(directory, 'release', 'linux-unpacked');
  archive = new Archive(join(packed, 'resources', 'app.asar'));
}, 300_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Text of every script and page that ships. */
const scripts = (under: string) => archive.paths.filter((path) => path.startsWith(under) && /\.(c?js|html|css)$/u.test(path));

describe('the archive', () => {
  it('holds the bundles, the packages with native code, and nothing else', () => {
    const tops = new Set(archive.paths.map((path) => /^(?:out|node_modules)\/(?:@[^/]+\/)?[^/]+/u.exec(path)?.[0] ?? path));
    tops.delete('node_modules/@matrix-org/matrix-sdk-crypto-nodejs');
    expect([...tops].sort()).toEqual([
      'node_modules/better-sqlite3',
      'node_modules/keytar',
      'out/main',
      'out/preload',
      'out/renderer',
      'package.json',
    ]);
    expect(archive.paths).toContain('out/main/index.js');
    expect(archive.paths).toContain('out/main/cache-worker.js');
    expect(archive.paths).toContain('out/main/matrix_sdk_crypto_wasm_bg.wasm');
    expect(archive.paths).toContain('out/preload/index.cjs');
    expect(archive.paths).toContain('out/renderer/index.html');
  });

  it('holds no test, source, source map or page for tests', () => {
    const foreign = archive.paths.filter((path) =>
      /\.test\.|\.spec\.|(^|\/)(test|tests|__tests__|bench|build|docs)\/|\.(ts|svelte|map|md|c|cc|cpp|h|gyp)$|renderer-socket/u.test(
        path.replace(/LICENSE\.md$/u, ''),
      ),
    );
    expect(foreign).toEqual([]);
    for (const path of scripts('out/')) expect([path, archive.read(path).includes('sourceMappingURL')]).toEqual([path, false]);
  });

  it('holds binaries of the target only, outside of the archive', () => {
    const binaries = archive.paths.filter((path) => /\.(node|so|dll|dylib|exe)$/u.test(path));
    expect(binaries.filter((path) => !path.includes('matrix-sdk-crypto'))).toEqual([
      'node_modules/better-sqlite3/prebuilds/linux-x64.node',
      'node_modules/keytar/prebuilds/linux-x64/keytar.node',
    ]);
    // Beside the archive there are binaries only: everything else is covered by its hash.
    expect(archive.unpacked).toEqual(binaries);
    for (const path of binaries) expect(existsSync(join(packed, 'resources', 'app.asar.unpacked', path))).toBe(true);
  });

  it('holds no line of the socket, and no name of a tool', () => {
    for (const path of scripts('out/')) {
      const text = archive.read(path);
      expect([path, /\bWebSocket(Server)?\b|renderer\/entry\/socket/u.test(text)]).toEqual([path, false]);
      expect([path, /playwright|vitest|electron-builder|\bfaker\b/u.test(text)]).toEqual([path, false]);
    }
  });

  it('asks at run time for nothing but Electron, Node and the packages with native code', () => {
    const imports = scripts('out/main/').flatMap((path) =>
      [...archive.read(path).matchAll(/(?:^import\s+(?:[^'"\n]*\s+from\s+)?|^export\s+[^'"\n]*\s+from\s+|\bimport\()["']([^"']+)["']/gmu)]
        .map(([, name]) => name ?? '')
        // Types in comments of libraries name files that are not imports.
        .filter((name) => !name.startsWith('.') && !name.startsWith('node:')),
    );
    const { builtinModules } = createRequire(import.meta.url)('node:module') as { builtinModules: string[] };
    expect([...new Set(imports)].filter((name) => !externals.includes(name) && !builtinModules.includes(name))).toEqual([]);
  });

  it('says its name and version', () => {
    expect(JSON.parse(archive.read('package.json'))).toMatchObject({ main: 'out/main/index.js', productName: brand.name, version });
    expect(archive.read('package.json')).not.toMatch(/devDependencies|scripts/u);
  });
});

describe('the page that ships', () => {
  it('carries the policy that main sends with it', () => {
    const html = archive.read('out/renderer/index.html').replaceAll('&#39;', "'");
    expect(html).toContain(`http-equiv="Content-Security-Policy" content="${contentSecurityPolicy('electron')}"`);
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script'));
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/u);
  });

  it('loads nothing from anywhere else', () => {
    const html = archive.read('out/renderer/index.html');
    for (const [, url] of html.matchAll(/(?:src|href)="([^"]*)"/gu)) expect(url).toMatch(/^(?:\.\/assets\/|data:,$)/u);
    for (const path of scripts('out/renderer/').filter((name) => name.endsWith('.css'))) {
      expect(archive.read(path)).not.toMatch(/url\(\s*["']?(?:https?:|\/\/)|@import/u);
    }
  });
});

describe('the preload that ships', () => {
  it('is one small CommonJS file that asks for Electron and names one channel', () => {
    const preload = archive.read('out/preload/index.cjs');
    expect([...preload.matchAll(/require\(["']([^"']+)["']\)/gu)].map(([, name]) => name)).toEqual(['electron']);
    expect(preload).not.toMatch(/^import |\beval\b|\bFunction\(/mu);
    expect([...preload.matchAll(/["'`]([a-z]+:[a-z]+)["'`]/gu)].map(([, name]) => name)).toEqual([bridgeChannel]);
    expect(preload.length).toBeLessThan(2000);
  });

  it('is made of at most sixty lines', () => {
    expect(readdirSync(join(root, 'preload/bridge')).filter((name) => name.endsWith('.ts'))).toEqual(['index.ts']);
    expect(read('preload/bridge/index.ts').split('\n').length).toBeLessThanOrEqual(60);
  });
});

describe('the binary', () => {
  it('has every fuse as the security rules want it', () => {
    expect(readFuses(join(packed, 'tchap-desktop'))).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('ships the languages of the application only', () => {
    expect(readdirSync(join(packed, 'locales')).sort()).toEqual(['en-US.pak', 'fr.pak']);
  });
});

describe('electron-builder.yml', () => {
  const yml = read('electron-builder.yml');
  it('says what build/brand says', () => {
    expect(yml).toContain(`appId: ${brand.appId}\n`);
    expect(yml).toContain(`productName: ${brand.name}\n`);
    expect(yml).toContain(`schemes: [${brand.schemes.join(', ')}]`);
    expect(yml).toContain(brand.vendor);
  });

  it('makes every installer, the Windows one for each machine and under a code that never changes', () => {
    for (const target of ['msi', 'pkg', 'dmg']) expect(yml).toContain(`- target: ${target}\n`);
    expect(yml).toContain('target: [deb, rpm, AppImage]');
    expect(yml).toContain('perMachine: true');
    expect(yml).toContain('upgradeCode: E2CE62CC-686C-514C-A7F1-F4E11899A196');
  });
});

describe('the built main', () => {
  let homeserver: Homeserver;
  beforeAll(async () => {
    homeserver = await startHomeserver({ users: ['camille'] });
  }, 300_000);
  afterAll(() => homeserver.close());

  it('signs in, encrypts and sends on a real server, with its workers, its WASM, its dictionaries and its page beside it', async () => {
    const runner = fileURLToPath(new URL('./bundle-runner.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [
      runner,
      join(directory, 'profile'),
      homeserver.url,
      'camille',
      'motdepasse-camille',
    ]);
    const answer = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { roomId: string; eventId: string; version: string; page: number };
    expect(answer).toMatchObject({ version: '1.2.3', page: 200, suggestions: expect.arrayContaining(['accueil']) as string[] });
    const other = await homeserver.signIn({
      userId: `@camille:${homeserver.serverName}`,
      localpart: 'camille',
      password: 'motdepasse-camille',
    });
    const event = await other.request('GET', `/rooms/${encodeURIComponent(answer.roomId)}/event/${encodeURIComponent(answer.eventId)}`);
    expect(event).toMatchObject({ type: 'm.room.encrypted', content: { algorithm: 'm.megolm.v1.aes-sha2' } });
  });
});
