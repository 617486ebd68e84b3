// npm run demo [-- --headless --port N]
import { bootstrap } from './bootstrap.mjs';
import { ensureElectron } from './electron.mjs';
import { flag, option } from './options.mjs';
import { findBrowser } from './system.mjs';

const headless = flag('headless');
await bootstrap(headless ? ['synapse'] : ['synapse', 'browser']);
const { runDemo } = await import('../../test/seeds/demo.ts');
await runDemo({
  headless,
  port: Number(option('port') ?? 0),
  electron: headless ? null : await ensureElectron(),
  browser: findBrowser(),
});
