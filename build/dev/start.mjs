// npm start: the application for real use, from the sources.
import { bootstrap } from './bootstrap.mjs';
import { ensureElectron } from './electron.mjs';
import { attach, say } from './machine.mjs';

await bootstrap();
const electron = await ensureElectron();
if (electron === null) {
  say('The Electron runtime could not be downloaded: it comes from outside the package registry (ELECTRON_MIRROR names another source).');
  say('Without it, npm run demo shows the application in a browser.');
  process.exit(1);
}
const { targets } = await import('../vite/build.ts');
say('Building');
await targets.electron();
process.exit(await attach(electron, ['.', ...process.argv.slice(2)]));
