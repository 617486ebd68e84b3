import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { mainConfig, pageConfig, preloadConfig } from './configs.ts';

/** `out/main` */
export const buildMain = async (): Promise<void> => void (await build(mainConfig()));
/** `out/preload` */
export const buildPreload = async (): Promise<void> => void (await build(preloadConfig()));
/** `out/renderer` or `out/renderer-socket` */
export const buildPage = async (page: 'electron' | 'socket'): Promise<void> => void (await build(pageConfig(page)));

/** What each target of the command line builds. */
export const targets = {
  /** The page that a headless main serves. Main itself runs from its sources. */
  socket: () => buildPage('socket'),
  electron: async () => {
    await buildMain();
    await buildPreload();
    await buildPage('electron');
  },
  all: async () => {
    await targets.electron();
    await targets.socket();
  },
};

// node build/vite/build.ts socket|electron|all
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const name = process.argv[2] ?? 'all';
  if (!Object.hasOwn(targets, name)) throw new Error(`no such target: ${name} (${Object.keys(targets).join(', ')})`);
  await targets[name as keyof typeof targets]();
}
