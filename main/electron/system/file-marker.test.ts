import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileMarker } from './file-marker.ts';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'tchap-marker-'))));
afterEach(() => rmSync(directory, { recursive: true }));
const save = () => {
  const path = join(directory, 'reçu du 3 mars.pdf');
  writeFileSync(path, 'x');
  return path;
};
const hasAttributes = existsSync('/usr/bin/setfattr') && existsSync('/usr/bin/getfattr');

describe('the mark of the web', () => {
  it('is the internet zone in the stream beside the file, for Windows', async () => {
    const path = save();
    await createFileMarker('Tchap', 'win32').markFromWeb(path);
    expect(readFileSync(`${path}:Zone.Identifier`, 'utf8')).toBe('[ZoneTransfer]\r\nZoneId=3\r\n');
    expect(readFileSync(path, 'utf8')).toBe('x');
  });

  it('is told to be missing where the system looks for it', async () => {
    await expect(createFileMarker('Tchap', 'win32').markFromWeb(join(directory, 'no', 'such'))).rejects.toThrow();
    if (process.platform !== 'darwin') await expect(createFileMarker('Tchap', 'darwin').markFromWeb(save())).rejects.toThrow();
  });

  it.runIf(process.platform === 'linux')('costs nothing where Linux cannot keep it', async () => {
    await expect(createFileMarker('Tchap', 'linux').markFromWeb(join(directory, 'missing'))).resolves.toBeUndefined();
  });

  it.runIf(process.platform === 'linux' && hasAttributes)('is the origin of the file, for Linux', async () => {
    const path = save();
    await createFileMarker('Tchap', 'linux').markFromWeb(path);
    expect(execFileSync('getfattr', ['-n', 'user.xdg.origin.url', '--only-values', path]).toString()).toBe('tchap:');
  });
});
