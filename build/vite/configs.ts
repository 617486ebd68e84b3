import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { InlineConfig } from 'vite';
import { brand } from '../brand/index.ts';
import { cspPlugin } from './content-security-policy.ts';
import { filesBesideMain, root } from './main-files.ts';

/** What main loads at run time from `node_modules`: Electron itself and the packages with native code. */
export const externals = ['electron', 'better-sqlite3', 'keytar', '@matrix-org/matrix-sdk-crypto-nodejs'];
const external = [...externals, ...builtinModules, /^node:/u];
/** Not above the Chromium of the pinned Electron or of Debian stable, where the flow tests run; the Node of Electron. */
const target = { page: 'chrome138', main: 'node24' };

const shared = { root, configFile: false, publicDir: false, logLevel: 'warn' } as const satisfies InlineConfig;

/** `out/main`: one ES module, one more for each worker, and the WASM of the crypto. */
export const mainConfig = (): InlineConfig => ({
  ...shared,
  plugins: [filesBesideMain()],
  define: { BRAND: JSON.stringify(brand) },
  // Dependencies are bundled: only packages with native code stay outside.
  ssr: { noExternal: true, external: externals, target: 'node' },
  build: {
    ssr: true,
    emitAssets: true,
    outDir: join(root, 'out/main'),
    emptyOutDir: true,
    target: target.main,
    minify: false,
    rolldownOptions: {
      input: { index: join(root, 'main/electron/index.ts') },
      external,
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name][extname]' },
    },
  },
});

/** `out/preload/index.cjs`: a sandboxed preload is CommonJS and may require Electron only. */
export const preloadConfig = (): InlineConfig => ({
  ...shared,
  build: {
    outDir: join(root, 'out/preload'),
    emptyOutDir: true,
    target: target.page,
    minify: false,
    lib: { entry: join(root, 'preload/bridge/index.ts'), formats: ['cjs'], fileName: () => 'index.cjs' },
    // The page's end of the wire is not needed here: of a room's door, only what is used stays.
    rolldownOptions: { external: ['electron'], treeshake: { moduleSideEffects: (id) => id.endsWith('preload/bridge/index.ts') } },
  },
});

/** `out/renderer` for Electron, without a line of the socket; `out/renderer-socket` for development and tests. */
export const pageConfig = (page: 'electron' | 'socket'): InlineConfig => ({
  ...shared,
  root: join(root, 'renderer'),
  base: './',
  plugins: [svelte({ configFile: false }), cspPlugin(page)],
  define: { CARRIER: JSON.stringify(page) },
  build: {
    outDir: join(root, page === 'electron' ? 'out/renderer' : 'out/renderer-socket'),
    emptyOutDir: true,
    target: target.page,
    // A data: URL is not allowed for scripts and styles, and small files gain nothing from it on a local disk.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Loaded from disk, at once: the budget of the page is the bench's.
    chunkSizeWarningLimit: 4096,
  },
});
