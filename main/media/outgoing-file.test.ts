import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decryptAttachment } from '../crypto/index.ts';
import { filePieces, gathered } from './content.ts';
import { OutgoingFile } from './outgoing-file.ts';

const mib = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'outgoing-'));
const pngHead = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const chunk = (type: string, data: Buffer) => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.byteLength);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
};

/** A file that was handed over in these parts, all at once: what was made of it, and what others will read. */
async function handedOver(name: string, parts: Buffer[], announced = Buffer.concat(parts).byteLength) {
  const path = join(folder, name);
  const file = await OutgoingFile.create(path, announced);
  await Promise.all(parts.map((part) => file.append(part)));
  const facts = await file.finish();
  const plain = await gathered(decryptAttachment(filePieces(path, 0, facts.size), facts.info));
  return { ...facts, plain };
}

describe('a file that is handed over', () => {
  it('is encrypted in the order of its parts, and has its name only at the end', async () => {
    const parts = [1, 70_000, mib, 3].map((size) => randomBytes(size));
    const file = await OutgoingFile.create(join(folder, 'entier'), 9);
    await file.append(Buffer.from('partie'));
    expect(readdirSync(folder)).toEqual(['entier.new']);
    await file.abandon();
    expect(readdirSync(folder)).toEqual([]);
    const { plain, size, asFile } = await handedOver('ordre', parts);
    expect(plain.equals(Buffer.concat(parts))).toBe(true);
    expect([size, asFile]).toEqual([Buffer.concat(parts).byteLength, false]);
  });

  it('loses what a picture says of where it was taken, however small its parts are', async () => {
    const picture = Buffer.concat([
      pngHead,
      chunk('eXIf', Buffer.from('48.85 N')),
      chunk('IDAT', Buffer.alloc(40)),
      chunk('IEND', Buffer.alloc(0)),
    ]);
    const parts = [picture.subarray(0, 16), picture.subarray(16, 40), picture.subarray(40)];
    const { plain, size, asFile } = await handedOver('photo', parts);
    expect(plain.includes('48.85')).toBe(false);
    expect([size, asFile]).toEqual([picture.byteLength - 19, false]);
  });

  it('is sent as it is, and not as a picture, where it is too large a picture to be looked into', async () => {
    const parts = [pngHead, chunk('eXIf', Buffer.from('48.85 N'))];
    const { plain, asFile } = await handedOver('panorama', parts, 64 * mib + 1);
    expect(asFile).toBe(true);
    expect(plain.equals(Buffer.concat(parts))).toBe(true);
  });
});
