import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What every Electron binary holds before its fuses (`@electron/fuses`). */
export const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Fuses in their order on the wire, as `electron-builder.yml` names them. */
export const fuseNames = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;

/**
 * A stand-in for an Electron distribution, for machines that cannot download one: the files that
 * electron-builder wants, and a binary that is nothing but a fuse wire, each fuse the wrong way round.
 */
export function makeStandIn(directory: string): string {
  const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };
  for (const folder of ['locales', 'resources']) mkdirSync(join(directory, folder), { recursive: true });
  const wrong = Buffer.from([1, fuseNames.length, ...Buffer.from('10110011')]);
  writeFileSync(join(directory, 'electron'), Buffer.concat([Buffer.from(`stand-in ${sentinel}`), wrong]), { mode: 0o755 });
  writeFileSync(join(directory, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox']) writeFileSync(join(directory, name), 'stand-in');
  for (const language of ['fr', 'en-US', 'de']) writeFileSync(join(directory, 'locales', `${language}.pak`), 'stand-in');
  return directory;
}

/** The fuses of a binary by name. */
export function readFuses(binary: string): Record<string, boolean> {
  const bytes = readFileSync(binary);
  const at = bytes.indexOf(sentinel) + sentinel.length + 2;
  return Object.fromEntries(fuseNames.map((name, n) => [name, bytes[at + n] === '1'.charCodeAt(0)]));
}
