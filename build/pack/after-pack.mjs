// Run by electron-builder once the application lies in its folder: fails the build where a binary of another
// system would ship, or none for this one.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Arch } from 'electron-builder';

/** @param {{ appOutDir: string, electronPlatformName: string, arch: number, packager: { getResourcesDir(appOutDir: string): string } }} context */
export default function afterPack({ appOutDir, electronPlatformName, arch, packager }) {
  const modules = join(packager.getResourcesDir(appOutDir), 'app.asar.unpacked', 'node_modules');
  const target = `${electronPlatformName}-${Arch[arch]}`;
  const found = {
    'better-sqlite3': list(join(modules, 'better-sqlite3', 'prebuilds')).map((name) => name.replace(/\.node$/u, '')),
    keytar: list(join(modules, 'keytar', 'prebuilds')),
  };
  for (const [name, targets] of Object.entries(found)) {
    if (targets.length !== 1 || targets[0] !== target)
      throw new Error(`${name} ships for ${targets.join(', ') || 'nothing'}, not for ${target}`);
  }
}

const list = (folder) => (existsSync(folder) ? readdirSync(folder) : []);
