import { createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EncryptedFileInfo } from '../types.ts';
import { attachmentDecipher, decryptAttachment, encryptAttachment } from './attachment.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
/** Known to other Matrix clients. */
const vector = {
  ciphertext: '5xJZTt5cQicm+9f4',
  plain: 'Hello, World',
  info: {
    v: 'v2',
    key: { kty: 'oct', alg: 'A256CTR', ext: true, key_ops: ['encrypt', 'decrypt'], k: '__________________________________________8' },
    iv: '//////////8AAAAAAAAAAA',
    hashes: { sha256: 'YzF08lARDdOCzJpzuSwsjTNlQc4pHxpdHcXiD/wpK6k' },
  } satisfies EncryptedFileInfo,
};

async function* inParts(whole: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < whole.byteLength; at += size) yield whole.subarray(at, at + size);
}
async function gathered(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}
const decrypted = (ciphertext: Uint8Array, info: EncryptedFileInfo) => gathered(decryptAttachment(inParts(ciphertext), info));

async function encrypted(plain: Uint8Array) {
  const encryption = encryptAttachment();
  const parts: Uint8Array[] = [];
  for await (const part of inParts(plain, 777)) parts.push(encryption.update(part));
  const ciphertext = Buffer.concat(parts);
  return { ciphertext, info: encryption.end() };
}

/** The algorithm of the specification (11.12.1.7), at once. */
function decryptElsewhere(ciphertext: Uint8Array, info: EncryptedFileInfo): Buffer {
  expect(createHash('sha256').update(ciphertext).digest('base64').replace(/=+$/u, '')).toBe(info.hashes.sha256);
  const key = Buffer.from(typeof info.key['k'] === 'string' ? info.key['k'] : '', 'base64url');
  return createDecipheriv('aes-256-ctr', key, Buffer.from(info.iv, 'base64')).update(ciphertext);
}

describe('attachments', () => {
  it('are decrypted as other clients encrypted them', async () => {
    expect((await decrypted(bytes(vector.ciphertext), vector.info)).toString()).toBe(vector.plain);
  });

  it.each([0, 1, 16, 1000, 1024 * 1024, 3_000_001])('of %i bytes are encrypted so that others can read them', async (size) => {
    const plain = new Uint8Array(randomBytes(size));
    const { ciphertext, info } = await encrypted(plain);
    expect(info).toMatchObject({ v: 'v2', key: { alg: 'A256CTR', kty: 'oct' } });
    expect(decryptElsewhere(ciphertext, info).equals(plain)).toBe(true);
    expect((await decrypted(ciphertext, info)).equals(plain)).toBe(true);
  });

  it('get a key and a counter of their own, whose lower half is zero', async () => {
    const [one, two] = [await encrypted(new Uint8Array(9)), await encrypted(new Uint8Array(9))];
    expect(one.info.key['k']).not.toBe(two.info.key['k']);
    expect(one.info.iv).not.toBe(two.info.iv);
    expect([...Buffer.from(one.info.iv, 'base64').subarray(8)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it.each([0, 1, 15, 16, 17, 4096, 99_999])('are read from byte %i on', async (from) => {
    const plain = new Uint8Array(randomBytes(100_000));
    const { ciphertext, info } = await encrypted(plain);
    expect(attachmentDecipher(info, from).update(ciphertext.subarray(from)).equals(plain.subarray(from))).toBe(true);
  });

  it('go on where a counter of another client wraps', async () => {
    const info = { ...vector.info, iv: Buffer.alloc(16, 0xff).toString('base64') };
    const whole = attachmentDecipher(info, 0).update(new Uint8Array(64));
    expect(attachmentDecipher(info, 32).update(new Uint8Array(32)).equals(whole.subarray(32))).toBe(true);
  });

  it.each([100, 3_000_000])('of %i bytes are refused where one bit was changed, or some are missing', async (size) => {
    const { ciphertext, info } = await encrypted(new Uint8Array(size));
    const changed = Buffer.from(ciphertext);
    changed[size - 1] = (changed[size - 1] ?? 0) ^ 1;
    await expect(decrypted(changed, info)).rejects.toMatchObject({ code: 'media.tampered' });
    await expect(decrypted(ciphertext.subarray(0, size - 1), info)).rejects.toMatchObject({ code: 'media.tampered' });
  });

  it.each([
    ['no hash', { ...vector.info, hashes: {} }],
    ['a short key', { ...vector.info, key: { ...vector.info.key, k: 'AAAA' } }],
    ['no key', { ...vector.info, key: {} }],
    ['a wrong iv', { ...vector.info, iv: '%' }],
    ['another version', { ...vector.info, v: 'v9' }],
    ['another algorithm', { ...vector.info, key: { ...vector.info.key, alg: 'A128CTR' } }],
  ])('with %s are refused', async (_what, info) => {
    await expect(decrypted(bytes(vector.ciphertext), info as EncryptedFileInfo)).rejects.toMatchObject({ code: 'media.tampered' });
  });
});
