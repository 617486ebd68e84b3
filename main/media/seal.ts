import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, type CipherGCM, type DecipherGCM } from 'node:crypto';
import { setImmediate as nextLoop } from 'node:timers/promises';

const nonceBytes = 12;
const tagBytes = 16;
/** Worked on at once: about a millisecond. */
const sliceBytes = 1024 * 1024;

/** A key of its own for each purpose. */
export const derive = (key: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), `tchap-desktop ${purpose}`, 32));

async function throughSlices(cipher: CipherGCM | DecipherGCM, input: Uint8Array, output: Buffer, at: number): Promise<void> {
  for (let from = 0; from < input.byteLength; from += sliceBytes) {
    cipher.update(input.subarray(from, from + sliceBytes)).copy(output, at + from);
    if (from > 0) await nextLoop();
  }
}

/** Encrypts and authenticates with AES-256-GCM: nonce, tag, ciphertext. `name` must be the same to open it again. */
export async function seal(key: Uint8Array, name: string, plain: Uint8Array): Promise<Uint8Array> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  const sealed = Buffer.allocUnsafeSlow(nonceBytes + tagBytes + plain.byteLength);
  await throughSlices(cipher, plain, sealed, nonceBytes + tagBytes);
  cipher.final();
  nonce.copy(sealed);
  cipher.getAuthTag().copy(sealed, nonceBytes);
  return sealed;
}

/** The bytes again; null where they were changed, cut, or sealed under another key or name. */
export async function open(key: Uint8Array, name: string, sealed: Uint8Array): Promise<Uint8Array | null> {
  if (sealed.byteLength < nonceBytes + tagBytes) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes)).setAAD(Buffer.from(name));
  decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  const plain = Buffer.allocUnsafeSlow(sealed.byteLength - nonceBytes - tagBytes);
  await throughSlices(decipher, sealed.subarray(nonceBytes + tagBytes), plain, 0);
  try {
    decipher.final();
    return plain;
  } catch {
    return null;
  }
}
