// The Electron runtime: its package is in the lock file, its binary comes from outside the package registry.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, say } from './machine.mjs';

const folder = join(checkout, 'node_modules', 'electron');

/** Path of the runtime, or null where it is not installed. `ELECTRON_OVERRIDE_DIST_PATH` names another one. */
export function findElectron() {
  const path = join(folder, 'path.txt');
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!existsSync(path) && !override) return null;
  const program = override ? join(override, 'electron') : join(folder, 'dist', readFileSync(path, 'utf8').trim());
  return existsSync(program) ? program : null;
}

/** The runtime, downloaded once where the network allows it; null where it does not. */
export async function ensureElectron() {
  const found = findElectron();
  if (found !== null) return found;
  const source = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com/';
  const reachable = await fetch(source, { method: 'HEAD', signal: AbortSignal.timeout(5000) }).then(
    (response) => response.status < 500,
    () => false,
  );
  if (!reachable) return null;
  say('Downloading the Electron runtime (once)');
  const script = createRequire(import.meta.url).resolve('electron/install.js', { paths: [checkout] });
  spawnSync(process.execPath, [script], { cwd: folder, stdio: ['ignore', 'ignore', 'ignore'], timeout: 300_000 });
  return findElectron();
}
