import { join } from 'node:path';
import { build } from 'vite';
import { mainConfig } from '../../build/vite/configs.ts';

const output = join(import.meta.dirname, '..', '..', 'out', 'bench');
const input = { headless: join(import.meta.dirname, '..', 'host', 'headless.ts') };
let built: Promise<string> | null = null;

/** Main bundled as it ships, but with the headless host for a face: loading hundreds of sources is no part of a start. */
export function bundledMain(): Promise<string> {
  return (built ??= bundle());
}

async function bundle(): Promise<string> {
  const config = mainConfig();
  await build({ ...config, build: { ...config.build, outDir: output, rolldownOptions: { ...config.build?.rolldownOptions, input } } });
  return join(output, 'headless.js');
}
