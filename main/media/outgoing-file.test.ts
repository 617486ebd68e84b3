import { randomBytes, randomFillSync } from 'node:crypto';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { decryptAttachment } from '../crypto/index.ts';
import { filePieces, gathered } from './content.ts';
import { OutgoingFile } from './outgoing-file.ts';
import { exif, jpeg, png, pngWith } from './strip/samples.test-data.ts';

const mib = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'outgoing-'));

/** A file that was handed over in these parts, all at once: what was made of it, and what others will read. */
async function handedOver(name: string, parts: Buffer[]) {
  const path = join(folder, name);
  const file = await OutgoingFile.create(path);
  await Promise.all(parts.map((part) => file.append(part)));
  const facts = await file.finish();
  const plain = await gathered(decryptAttachment(filePieces(path, 0, facts.size), facts.info));
  return { ...facts, plain };
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
function held(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** A part of the data of a scan, which hold no segment and no end. */
function scanData(part: Buffer): Buffer {
  randomFillSync(part);
  for (let at = part.indexOf(0xff); at >= 0; at = part.indexOf(0xff, at + 1)) part[at] = 0x7f;
  return part;
}

describe('a file that is handed over', () => {
  it('is encrypted in the order of its parts, and has its name only at the end', async () => {
    const parts = [1, 70_000, mib, 3].map((size) => randomBytes(size));
    const file = await OutgoingFile.create(join(folder, 'entier'));
    await file.append(Buffer.from('une partie, et plus'));
    expect(readdirSync(folder)).toEqual(['entier.new']);
    await file.abandon();
    expect(readdirSync(folder)).toEqual([]);
    const { plain, size } = await handedOver('ordre', parts);
    expect(plain.equals(Buffer.concat(parts))).toBe(true);
    expect(size).toBe(Buffer.concat(parts).byteLength);
  });

  it('loses what a picture says of where it was taken, however small its parts are', async () => {
    const picture = pngWith(['eXIf', '48.85 N']);
    const parts = [picture.subarray(0, 16), picture.subarray(16, 40), picture.subarray(40)];
    const { plain, size } = await handedOver('photo', parts);
    expect([plain.equals(png), size]).toEqual([true, png.byteLength]);
  });

  it('may be smaller than the head of a picture', async () => {
    expect((await handedOver('rien', [])).size).toBe(0);
    expect((await handedOver('lettre', [Buffer.from('é')])).plain.toString()).toBe('é');
  });

  it('loses it as a picture of 100 MiB too, which is never held', async () => {
    const path = join(folder, 'panorama');
    const file = await OutgoingFile.create(path);
    const part = Buffer.alloc(mib);
    await file.append(Buffer.concat([jpeg.subarray(0, 2), exif(1), jpeg.subarray(2, -2)]));
    const before = held();
    let most = 0;
    for (let parts = 0; parts < 100; parts++) {
      await file.append(scanData(part));
      if (parts % 10 === 9) most = Math.max(most, held() - before);
    }
    await file.append(Buffer.concat([jpeg.subarray(-2), exif(1)]));
    const { size, info } = await file.finish();
    expect(most).toBeLessThan(24 * mib);
    expect(size).toBe(jpeg.byteLength + 100 * mib);
    let seen = 0;
    for await (const piece of decryptAttachment(filePieces(path, 0, size), info)) {
      if (seen === 0)
        expect(
          Buffer.from(piece)
            .subarray(0, 2 * jpeg.byteLength)
            .includes('GPS'),
        ).toBe(false);
      seen += piece.byteLength;
    }
    expect(seen).toBe(size);
  });
});
