import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gathered, pieceBytes } from './content.ts';
import { sealed, SealedFile } from './sealed-file.ts';

const key = new Uint8Array(32).fill(3);
const saltBytes = 32;
const sealedPiece = pieceBytes + 16;
const folder = mkdtempSync(join(tmpdir(), 'sealed-'));
let count = 0;

async function* onePart(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function written(plain: Uint8Array, name = 'name'): Promise<string> {
  const path = join(folder, String(count++));
  writeFileSync(path, await gathered(sealed(key, name, onePart(plain))));
  return path;
}
const opened = (path: string, name = 'name', under = key) => SealedFile.open(under, name, path);
const whole = async (path: string) => gathered((await opened(path))?.read() ?? onePart(new Uint8Array(0)));
const changed = (path: string, change: (bytes: Buffer) => Buffer): string => {
  writeFileSync(path, change(readFileSync(path)));
  return path;
};

describe('a sealed file', () => {
  it.each([0, 1, pieceBytes - 1, pieceBytes, pieceBytes + 1, 3 * pieceBytes, 3 * pieceBytes + 77])(
    'of %i bytes opens as it was',
    async (size) => {
      const plain = randomBytes(size);
      const path = await written(plain);
      expect((await opened(path))?.size).toBe(size);
      expect((await whole(path)).equals(plain)).toBe(true);
      expect(readFileSync(path).byteLength).toBe(saltBytes + size + 16 * Math.max(1, Math.ceil(size / pieceBytes)));
    },
  );

  it('is the same from parts of any size', async () => {
    const plain = randomBytes(2 * pieceBytes + 5);
    const parts = async function* () {
      for (let at = 0; at < plain.byteLength; at += 70_001) yield plain.subarray(at, at + 70_001);
    };
    const path = join(folder, 'parts');
    writeFileSync(path, await gathered(sealed(key, 'name', parts())));
    expect((await whole(path)).equals(plain)).toBe(true);
  });

  it.each([
    [0, 1],
    [pieceBytes - 1, pieceBytes + 1],
    [pieceBytes, 2 * pieceBytes],
    [10, 3 * pieceBytes],
    [3 * pieceBytes, 3 * pieceBytes + 77],
    [5, 5],
  ])('is read from %i to %i', async (from, to) => {
    const plain = randomBytes(3 * pieceBytes + 77);
    const file = await opened(await written(plain));
    expect((await gathered(file?.read(from, to) ?? onePart(plain))).equals(plain.subarray(from, to))).toBe(true);
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['its end was changed', (bytes) => (bytes.writeUInt8(bytes.readUInt8(bytes.length - 20) ^ 1, bytes.length - 20), bytes)],
    ['its salt was changed', (bytes) => (bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0), bytes)],
    ['its last piece was cut off', (bytes) => bytes.subarray(0, saltBytes + 2 * sealedPiece)],
    ['some bytes were cut off', (bytes) => bytes.subarray(0, -5)],
    ['something follows', (bytes) => Buffer.concat([bytes, Buffer.alloc(50)])],
    ['a piece follows twice', (bytes) => Buffer.concat([bytes.subarray(0, saltBytes + sealedPiece), bytes.subarray(saltBytes)])],
    ['next to nothing is left', (bytes) => bytes.subarray(0, 40)],
    ['nothing is left', () => Buffer.alloc(0)],
  ])('does not open where %s', async (_what, change) => {
    expect(await opened(changed(await written(randomBytes(2 * pieceBytes + 9)), change))).toBeNull();
  });

  it('does not open under another key or name, nor where it is not', async () => {
    const path = await written(randomBytes(9));
    expect([await opened(path, 'other'), await opened(path, 'name', new Uint8Array(32)), await opened(join(folder, 'absent'))]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('gives nothing of a piece that was changed, or took the place of another', async () => {
    const plain = randomBytes(3 * pieceBytes);
    const flipped = await opened(
      changed(await written(plain), (bytes) => (bytes.writeUInt8(bytes.readUInt8(saltBytes + 9) ^ 1, saltBytes + 9), bytes)),
    );
    await expect(gathered(flipped?.read(0, 10) ?? onePart(plain))).rejects.toMatchObject({ code: 'media.unavailable' });
    const swapped = await opened(
      changed(await written(plain), (bytes) => {
        const at = (piece: number) => bytes.subarray(saltBytes + piece * sealedPiece, saltBytes + (piece + 1) * sealedPiece);
        return Buffer.concat([bytes.subarray(0, saltBytes), at(1), at(0), at(2)]);
      }),
    );
    await expect(gathered(swapped?.read(0, 10) ?? onePart(plain))).rejects.toMatchObject({ code: 'media.unavailable' });
  });
});
