import { createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { setImmediate as nextLoop } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttachmentCipher, EncryptedFileInfo } from '../types.ts';
import { nativeBackend } from './backend.ts';
import { createAttachmentCipher } from './cipher.ts';

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

/** The algorithm of the specification (11.12.1.7), written with other tools. */
function decryptElsewhere(ciphertext: Uint8Array, info: EncryptedFileInfo): Buffer {
  expect(createHash('sha256').update(ciphertext).digest('base64').replace(/=+$/u, '')).toBe(info.hashes.sha256);
  const key = Buffer.from(typeof info.key['k'] === 'string' ? info.key['k'] : '', 'base64url');
  return createDecipheriv('aes-256-ctr', key, Buffer.from(info.iv, 'base64')).update(ciphertext);
}

const engines = ['wasm', 'native'] as const;
const present = (engine: (typeof engines)[number]): boolean => engine === 'wasm' || nativeBackend() !== null;
if (!present('native')) console.log('attachments: the native binding has no binary here, its tests are skipped');

describe.each(engines.filter(present))('attachments with %s', (engine) => {
  let cipher: AttachmentCipher;
  beforeAll(async () => {
    cipher = await createAttachmentCipher(engine);
  });
  afterAll(() => cipher.close());

  it('decrypt what other clients encrypted', async () => {
    expect(cipher.engine).toBe(engine);
    expect(Buffer.from(await cipher.decrypt(bytes(vector.ciphertext), vector.info)).toString()).toBe(vector.plain);
  });

  it.each([0, 1, 16, 1000, 1024 * 1024, 3_000_001])('encrypt %i bytes so that others can read them', async (size) => {
    const plain = new Uint8Array(randomBytes(size));
    const { ciphertext, info } = await cipher.encrypt(plain.slice());
    expect(info).toMatchObject({ v: 'v2', key: { alg: 'A256CTR', kty: 'oct' } });
    expect(decryptElsewhere(ciphertext, info).equals(plain)).toBe(true);
    expect(Buffer.from(await cipher.decrypt(ciphertext, info)).equals(plain)).toBe(true);
  });

  it.each([100, 3_000_000])('refuse %i bytes of which one bit was changed', async (size) => {
    const { ciphertext, info } = await cipher.encrypt(new Uint8Array(size));
    const changed = ciphertext.slice();
    changed[size - 1] = (changed[size - 1] ?? 0) ^ 1;
    await expect(cipher.decrypt(changed, info)).rejects.toMatchObject({ code: 'media.tampered' });
  });

  it.each([
    ['no hash', { ...vector.info, hashes: {} }],
    ['a short key', { ...vector.info, key: { ...vector.info.key, k: 'AAAA' } }],
    ['no key', { ...vector.info, key: {} }],
    ['a wrong iv', { ...vector.info, iv: '%' }],
    ['another version', { ...vector.info, v: 'v9' }],
  ])('refuse an info with %s', async (_what, info) => {
    await expect(cipher.decrypt(bytes(vector.ciphertext), info as EncryptedFileInfo)).rejects.toMatchObject({ code: 'media.tampered' });
  });

  it('leave the event loop free while a large file is worked on', async () => {
    let ended = false;
    const work = cipher.encrypt(new Uint8Array(20 * 1024 * 1024)).finally(() => (ended = true));
    let loops = 0;
    for (; !ended; loops++) await nextLoop();
    await work;
    expect(loops).toBeGreaterThan(20);
  });
});
