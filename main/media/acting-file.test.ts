import { describe, expect, it } from 'vitest';
import { isActing } from './acting-file.ts';
import { safeFileName } from './save-file.ts';

describe('files that act', () => {
  it.each([
    'facture.pdf.exe',
    'Facture.EXE',
    'a.docm',
    'install.sh',
    'lien.url',
    'page.html',
    'dessin.svg',
    'x.desktop',
    'disque.iso',
    'sans',
  ])('%s is not opened', (name) => expect(isActing(safeFileName(name))).toBe(true));

  it.each(['note.pdf', 'photo.jpeg', 'tableau.xlsx', 'texte.odt', 'archive.zip', 'exe.txt'])('%s is', (name) =>
    expect(isActing(safeFileName(name))).toBe(false),
  );

  it('whatever is written around its true ending', () => {
    for (const name of ['facture.exe ', 'facture.exe.', 'facture\u202Efdp.exe', 'a.txt\u0000.bat', '..\\a.vbs'])
      expect(isActing(safeFileName(name))).toBe(true);
  });
});
