/**
 * The table of rooms (docs/architecture.md): who may import whom. A room may always import itself.
 * The longest path that fits names the room of a file.
 */
export interface Room {
  path: string;
  /** Rooms it may import, through their doors. */
  imports: readonly string[];
  /** Packages it alone may name, beside those that are free to all. */
  packages?: readonly string[];
  /** A pure room runs anywhere: no `node:` module. */
  pure?: boolean;
}

const common = ['preload/contract', 'preload/wire'];
const services = [
  'main/matrix',
  'main/crypto',
  'main/timeline',
  'main/media',
  'main/search',
  'main/notify',
  'main/spelling',
  'main/tchap',
  'main/settings',
  'main/policy',
];
const floor = ['main/lists', 'main/store', 'main/records', 'main/host', 'main/log', 'preload/contract'];
const view = ['renderer/model', 'renderer/parts', 'renderer/text', 'renderer/style', 'preload/contract', 'renderer/view'];

/** The editor of the composer. */
const editor = ['model', 'state', 'view', 'transform', 'keymap', 'history', 'inputrules', 'commands', 'schema-list'].map(
  (part) => `prosemirror-${part}`,
);

export const rooms: readonly Room[] = [
  {
    path: 'main/electron',
    imports: ['main/app', 'main/host', 'main/log', ...common],
    packages: ['electron', 'keytar'],
  },
  { path: 'main/host', imports: [], pure: true },
  { path: 'main/app', imports: [...common, 'main/handlers', 'main/feeds', ...services, ...floor] },
  { path: 'main/handlers', imports: [...common, ...services, 'main/feeds', 'main/records', 'main/host', 'main/log'] },
  {
    path: 'main/feeds',
    imports: [
      ...common,
      'main/matrix',
      'main/crypto',
      'main/media',
      'main/tchap',
      'main/settings',
      'main/store',
      'main/timeline',
      'main/lists',
      'main/records',
      'main/log',
    ],
  },
  {
    path: 'main/matrix',
    imports: ['main/notify', 'main/records', 'main/store', 'main/host', 'main/log', 'preload/contract'],
    packages: ['matrix-js-sdk'],
  },
  {
    path: 'main/crypto',
    imports: ['main/matrix', 'main/records', 'main/store', 'main/host', 'main/log', 'preload/contract'],
    packages: ['matrix-js-sdk', '@matrix-org/matrix-sdk-crypto-wasm', '@matrix-org/matrix-sdk-crypto-nodejs'],
  },
  { path: 'main/tchap', imports: ['main/records', 'main/host', 'main/log', 'preload/contract'] },
  { path: 'main/timeline', imports: ['main/lists', 'main/records', 'preload/contract'], pure: true },
  { path: 'main/lists', imports: ['preload/contract'], pure: true },
  {
    path: 'main/media',
    imports: ['main/matrix', 'main/crypto', 'main/tchap', 'main/store', 'main/records', 'main/host', 'main/log', 'preload/contract'],
  },
  { path: 'main/search', imports: ['main/store', 'main/records', 'main/log', 'preload/contract'] },
  { path: 'main/notify', imports: ['main/records', 'preload/contract'], pure: true },
  { path: 'main/policy', imports: ['main/host', 'main/log'] },
  { path: 'main/settings', imports: ['main/host', 'main/policy', 'main/log', 'preload/contract'] },
  {
    path: 'main/store',
    imports: ['main/notify', 'main/records', 'main/host', 'main/log', 'preload/contract'],
    packages: ['better-sqlite3'],
  },
  { path: 'main/spelling', imports: ['main/log', 'preload/contract'], packages: ['cspell-trie-lib', '@cspell/cspell-types'] },
  { path: 'main/records', imports: ['preload/contract'], pure: true },
  { path: 'main/log', imports: [] },
  { path: 'preload/contract', imports: [], pure: true },
  { path: 'preload/wire', imports: ['preload/contract'], pure: true },
  { path: 'preload/bridge', imports: ['preload/wire'], packages: ['electron'] },
  {
    path: 'renderer/entry',
    imports: [...common, 'renderer/client', 'renderer/view/shell', 'renderer/view', 'renderer/model', 'renderer/style', 'renderer/text'],
    packages: ['svelte'],
    pure: true,
  },
  { path: 'renderer/client', imports: common, pure: true },
  { path: 'renderer/model', imports: ['renderer/client', 'renderer/text', 'preload/contract'], packages: ['svelte'], pure: true },
  { path: 'renderer/view', imports: view, packages: ['svelte', 'bits-ui', 'virtua', '@lucide/svelte', 'qr', ...editor], pure: true },
  {
    path: 'renderer/parts',
    imports: ['renderer/text', 'renderer/style', 'preload/contract'],
    packages: ['svelte', 'bits-ui', 'virtua', '@lucide/svelte'],
    pure: true,
  },
  { path: 'renderer/text', imports: ['preload/contract'], packages: ['svelte', 'dompurify', 'emojibase-data', 'lowlight'], pure: true },
  { path: 'renderer/style', imports: [], pure: true },
  { path: 'build', imports: [], packages: ['cspell-trie-lib'] },
  { path: 'test', imports: [] },
];

/** Packages that belong to some room: naming one elsewhere is an error. */
export const reserved: ReadonlySet<string> = new Set(rooms.flatMap((room) => room.packages ?? []));

/** Features that compose others: the shell all of them, the settings their panels. */
const composing = ['shell', 'settings'];

/** Every feature folder of `renderer/view` is a room of its own; none but those that compose knows another. */
export const roomOf = (file: string): Room | null => {
  const best = rooms.filter((room) => file.startsWith(`${room.path}/`)).sort((a, b) => b.path.length - a.path.length)[0];
  if (best?.path !== 'renderer/view') return best ?? null;
  const feature = /^renderer\/view\/([^/]+)\//.exec(file)?.[1];
  if (feature === undefined) return best;
  const path = `renderer/view/${feature}`;
  return { ...best, path, imports: composing.includes(feature) ? [...best.imports, 'renderer/view/*'] : best.imports };
};
