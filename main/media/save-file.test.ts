import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../preload/contract/index.ts';
import { safeFileName, saveFile } from './save-file.ts';

async function* parts(...bytes: number[]): AsyncGenerator<Uint8Array> {
  for (const byte of bytes) yield new Uint8Array([byte]);
}

describe('a file name', () => {
  it.each([
    ['rapport final.pdf', 'rapport final.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\system32\\x.dll', 'x.dll'],
    ['facture\u202Efdp.exe', 'facturefdp.exe'],
    ['a\u200B\u0000b\n.txt', 'ab.txt'],
    ['.bashrc', 'bashrc'],
    ['x.exe. . ', 'x.exe'],
    ['CON.txt', '_CON.txt'],
    ['a<b>:"c|d?e*.txt', 'a_b___c_d_e_.txt'],
    ['...', 'fichier'],
    ['', 'fichier'],
    [`${'é'.repeat(400)}.docx`, `${'é'.repeat(145)}.docx`],
  ])('%j is kept as %j', (name, safe) => expect(safeFileName(name)).toBe(safe));
});

describe('saving', () => {
  it('marks the file before it has its name, and leaves nothing else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'save-'));
    const marked: string[][] = [];
    const files = { markFromWeb: (path: string) => Promise.resolve(void marked.push([path, ...readdirSync(folder)])) };
    await saveFile(join(folder, 'note.txt'), parts(104, 105), files);
    expect(marked[0]?.join(' ')).toMatch(/\.note\.txt\..*\.part/u);
    expect(marked[0]).not.toContain('note.txt');
    expect(readdirSync(folder)).toEqual(['note.txt']);
    expect(readFileSync(join(folder, 'note.txt'), 'utf8')).toBe('hi');
  });

  it('leaves nothing where it fails', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'save-'));
    const files = { markFromWeb: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) };
    await expect(saveFile(join(folder, 'note.txt'), parts(0), files)).rejects.toMatchObject({ code: 'store.disk-full' });
    expect(readdirSync(folder)).toEqual([]);
    const cut = async function* () {
      yield new Uint8Array(9);
      throw new CodedError('media.tampered', 'x');
    };
    await expect(saveFile(join(folder, 'note.txt'), cut(), files)).rejects.toMatchObject({ code: 'media.tampered' });
    expect(readdirSync(folder)).toEqual([]);
    await expect(saveFile(join(folder, 'absent', 'x'), parts(0), files)).rejects.toMatchObject({ code: 'media.unavailable' });
  });
});
