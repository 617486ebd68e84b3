// Parts of the system that packages cannot bring: a browser, fonts, a keychain.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { canInstallPackages, has, installPackages } from './machine.mjs';

const browsers = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
    .map((name) => process.env[name])
    .filter(Boolean)
    .flatMap((base) => [
      join(base, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(base, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]),
};

/** Path of a Chromium, or null. `TCHAP_CHROMIUM` names another one. */
export function findBrowser() {
  const candidates = [process.env.TCHAP_CHROMIUM, ...(browsers[platform()] ?? [])];
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

const installedPackage = (name) =>
  spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' }).stdout === 'installed';
const libraryKnown = (name) => spawnSync('ldconfig', ['-p'], { encoding: 'utf8' }).stdout?.includes(name);
const fontKnown = (pattern) => spawnSync('fc-list', [pattern], { encoding: 'utf8' }).stdout?.trim() !== '';

/** What may be missing, by need: how to see it, and the Debian packages that bring it. */
const parts = {
  browser: [
    { name: 'Chromium', packages: ['chromium'], present: () => findBrowser() !== null },
    { name: 'text fonts', packages: ['fonts-liberation'], present: () => fontKnown('Liberation Sans') || fontKnown('DejaVu Sans') },
    { name: 'a colour emoji font', packages: ['fonts-noto-color-emoji'], present: () => fontKnown('Noto Color Emoji') },
  ],
  keychain: [
    { name: 'gnome-keyring', packages: ['gnome-keyring'], present: () => has('gnome-keyring-daemon') },
    { name: 'dbus-run-session', packages: ['dbus'], present: () => has('dbus-run-session') },
    {
      name: 'libsecret',
      packages: ['libsecret-1-0'],
      present: () => (has('dpkg-query') ? installedPackage('libsecret-1-0') : libraryKnown('libsecret-1')),
    },
  ],
  certificates: [{ name: 'openssl', packages: ['openssl'], present: () => has('openssl') }],
  scanner: [{ name: 'libmagic', packages: ['libmagic1'], present: () => libraryKnown('libmagic.so') }],
};

/**
 * Installs what is missing where that needs no question (root on Debian); elsewhere says what is
 * missing and the command that brings it, and throws. Windows and macOS have their own keychains.
 */
export function ensureSystem(need) {
  if (need === 'keychain' && platform() !== 'linux') return;
  const looked = platform() === 'linux' ? parts[need] : parts[need].slice(0, 1);
  const missing = looked.filter((part) => !part.present());
  if (missing.length === 0) return;
  const packages = missing.flatMap((part) => part.packages);
  if (canInstallPackages()) return installPackages(packages);
  const names = missing.map((part) => part.name).join(', ');
  const way =
    platform() === 'linux' ? `Install it, on Debian: sudo apt-get install ${packages.join(' ')}` : 'Install Chrome, Chromium or Edge.';
  throw new Error(`Missing on this machine: ${names}. ${way}`);
}
