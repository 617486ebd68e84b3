import { fileURLToPath } from 'node:url';
import * as electron from 'electron';
import type { BrandFacts } from './modules.ts';
import { run } from './run.ts';

/** Set by the build from `build/brand`. */
declare const BRAND: BrandFacts;

const near = (path: URL) => fileURLToPath(path);

// Not awaited: Electron is ready only once this module has been evaluated.
void run(electron, {
  brand: BRAND,
  resources: {
    page: near(new URL(/* @vite-ignore */ '../renderer', import.meta.url)),
    preload: near(new URL(/* @vite-ignore */ '../preload/index.cjs', import.meta.url)),
    trayIcon: near(new URL('./icons/tray.png', import.meta.url)),
    badgeIcon: near(new URL('./icons/badge.png', import.meta.url)),
  },
  process,
});
