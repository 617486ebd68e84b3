import { createCipheriv, createDecipheriv, createHash, randomBytes, type Decipheriv } from 'node:crypto';
import { CodedError } from '../../../preload/contract/index.ts';
import type { EncryptedFileInfo } from '../types.ts';

const algorithm = 'aes-256-ctr';
const blockBytes = 16;
const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/u, '');
const tampered = (why: string): CodedError => new CodedError('media.tampered', `the file is not what its sender encrypted (${why})`);

/** A file on its way through encryption (spec 11.12.1.7), part by part. */
export interface AttachmentEncryption {
  update(plain: Uint8Array): Buffer;
  /** After the last part. */
  end(): EncryptedFileInfo;
}

/** Under a new key. The lower half of the counter starts at zero, so that it never wraps. */
export function encryptAttachment(): AttachmentEncryption {
  const key = randomBytes(32);
  const iv = Buffer.concat([randomBytes(8), Buffer.alloc(8)]);
  const cipher = createCipheriv(algorithm, key, iv);
  const hash = createHash('sha256');
  return {
    update(plain) {
      const ciphertext = cipher.update(plain);
      hash.update(ciphertext);
      return ciphertext;
    },
    end: () => ({
      v: 'v2',
      key: { kty: 'oct', key_ops: ['encrypt', 'decrypt'], alg: 'A256CTR', k: key.toString('base64url'), ext: true },
      iv: unpadded(iv),
      hashes: { sha256: unpadded(hash.digest()) },
    }),
  };
}

/**
 * The file in clear, part by part. Throws `media.tampered` where `info` is malformed, and after the last part
 * where the hash does not match: nothing of it may be used before the end.
 */
export async function* decryptAttachment(parts: AsyncIterable<Uint8Array>, info: EncryptedFileInfo): AsyncGenerator<Uint8Array> {
  const decipher = attachmentDecipher(info, 0);
  const expected = decoded(info.hashes.sha256, 32, 'hash');
  const hash = createHash('sha256');
  for await (const part of parts) {
    hash.update(part);
    yield decipher.update(part);
  }
  if (!hash.digest().equals(expected)) throw tampered('its hash does not match');
}

/** Decrypts from byte `from` on, of a file whose hash was checked before. Throws `media.tampered` where `info` is malformed. */
export function attachmentDecipher(info: EncryptedFileInfo, from: number): Decipheriv {
  const { alg, k } = info.key;
  if (info.v !== 'v2' || alg !== 'A256CTR') throw tampered('another algorithm');
  const iv = decoded(info.iv, blockBytes, 'iv');
  const decipher = createDecipheriv(algorithm, decoded(k, 32, 'key'), advanced(iv, Math.floor(from / blockBytes)));
  decipher.update(new Uint8Array(from % blockBytes));
  return decipher;
}

/** The counter, some blocks further. */
function advanced(iv: Buffer, blocks: number): Buffer {
  const counter = (BigInt(`0x${iv.toString('hex')}`) + BigInt(blocks)) & ((1n << 128n) - 1n);
  return Buffer.from(counter.toString(16).padStart(2 * blockBytes, '0'), 'hex');
}

/** Base64 of either alphabet, padded or not. */
function decoded(text: unknown, bytes: number, what: string): Buffer {
  const found = typeof text === 'string' && /^[\w+/-]+=*$/u.test(text) ? Buffer.from(text, 'base64') : null;
  if (found?.byteLength !== bytes) throw tampered(`a malformed ${what}`);
  return found;
}
