// npm run dist: installers of this platform. Arguments go to electron-builder.
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { attach, checkout, say } from './machine.mjs';

await bootstrap();
const { targets } = await import('../vite/build.ts');
say('Building');
await targets.electron();
const builder = join(checkout, 'node_modules', 'electron-builder', 'cli.js');
process.exit(await attach(process.execPath, [builder, '--publish', 'never', ...process.argv.slice(2)]));
