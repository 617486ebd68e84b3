// npm run test:electron: what only Electron can show (test/packaged/electron), wherever its runtime is present.
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { ensureElectron } from './electron.mjs';
import { attach, checkout, say } from './machine.mjs';

await bootstrap(['synapse', 'keychain']);
const electron = await ensureElectron();
if (electron === null) {
  say(
    'No Electron runtime: it comes from outside the package registry and could not be downloaded (ELECTRON_MIRROR names another source).',
  );
  process.exit(1);
}
const { targets } = await import('../vite/build.ts');
say('Building');
await targets.electron();
const vitest = join(checkout, 'node_modules', 'vitest', 'vitest.mjs');
const env = { ...process.env, TCHAP_ELECTRON: electron };
process.exit(await attach(process.execPath, [vitest, 'run', '--project', 'electron', ...process.argv.slice(2)], { env }));
