import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const here = (file: string) => JSON.stringify(join(import.meta.dirname, file));
/** In a process whose files may not be larger than 1 MiB: the disk takes no more. */
function onSmallDisk(script: string, folder: string): string {
  const parts = 'async function* parts() { for (let part = 0; part < 8; part++) yield new Uint8Array(256 * 1024); }';
  const told = `.then(() => console.log('whole'), (error) => console.log(error.code))`;
  const code = `const folder = ${JSON.stringify(folder)}; ${parts} (async () => { ${script} })()${told}`;
  const limited = ['-c', 'ulimit -f 1024; exec "$0" --input-type=module -e "$1"', process.execPath, code];
  return spawnSync('bash', limited, { encoding: 'utf8' }).stdout.trim();
}

describe.skipIf(process.platform === 'win32')('a disk that is full in the middle', () => {
  it.each([
    [
      'fetched',
      `const { DiskCache } = await import(${here('disk-cache.ts')});
       await (await DiskCache.open(folder, new Uint8Array(32), 1e9, Date.now)).put('film', parts());`,
    ],
    [
      'saved',
      `const { saveFile } = await import(${here('save-file.ts')});
       await saveFile(folder + '/film.webm', parts(), { markFromWeb: async () => undefined });`,
    ],
    [
      'handed over',
      `const { OutgoingFile } = await import(${here('outgoing-file.ts')});
       const file = await OutgoingFile.create(folder + '/film');
       for await (const part of parts()) await file.append(part);`,
    ],
  ])('is told of a file that is %s, and nothing of it stays', (_how, script) => {
    const folder = mkdtempSync(join(tmpdir(), 'full-'));
    expect(onSmallDisk(script, folder)).toBe('store.disk-full');
    expect(readdirSync(folder)).toEqual([]);
  });
});
