import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Stories that start a server, an application or a browser take their time; a unit test does not. */
const slow = { testTimeout: 120_000, hookTimeout: 120_000 };
const storeRooms = ['main/store/**/*.test.ts', 'main/records/**/*.test.ts', 'main/crypto/indexeddb/**/*.test.ts'];
const integration = ['**/*.integration.test.ts'];
const never = ['**/node_modules/**', 'out/**', 'dist/**', 'release/**'];
const project = (name: string, include: string[], options: { exclude?: string[]; slow?: boolean; setup?: string } = {}) => ({
  test: {
    name,
    include,
    exclude: [...never, ...(options.exclude ?? [])],
    environment: 'node',
    // What a story waits for comes when it comes: a busy machine is no failure.
    expect: { poll: { timeout: 20_000 } },
    ...(options.setup ? { globalSetup: options.setup } : {}),
    ...(options.slow ? slow : { testTimeout: 20_000, hookTimeout: 30_000 }),
  },
});

// One project a suite of `npm test`; `unit` has two, since the page is compiled by Svelte for a browser.
export default defineConfig({
  test: {
    projects: [
      project('unit', ['main/**/*.test.ts', 'preload/**/*.test.ts', 'build/**/*.test.ts'], { exclude: [...integration, ...storeRooms] }),
      {
        plugins: [svelte({ configFile: false })],
        resolve: { conditions: ['browser'] },
        ...project('unit-page', ['renderer/**/*.test.ts'], { exclude: integration }),
      },
      project('contract', ['test/carrier/**/*.test.ts'], { exclude: integration }),
      project('store', storeRooms, { exclude: integration }),
      project('integration', integration, { exclude: ['test/flow/**', 'test/fault/**', 'test/interop/**'], slow: true }),
      project('flow', ['test/flow/**/*.test.ts'], { slow: true, setup: './test/flow/build-page.ts' }),
      project('interop', ['test/interop/**/*.test.ts'], { slow: true }),
      project('fault', ['test/fault/**/*.test.ts'], { slow: true }),
      project('packaging', ['test/packaged/**/*.test.ts'], { exclude: ['test/packaged/electron/**'], slow: true }),
      project('electron', ['test/packaged/electron/**/*.test.ts'], { slow: true }),
    ],
  },
});
