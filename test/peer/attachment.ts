import type { EncryptedFile } from 'matrix-js-sdk/lib/types.js';

const unpadded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** Encrypts a file as the specification says (11.12.1.7), with WebCrypto alone: independent of the application. */
export async function encryptAttachment(
  plain: Uint8Array<ArrayBuffer>,
): Promise<{ ciphertext: Uint8Array<ArrayBuffer>; info: Omit<EncryptedFile, 'url'> }> {
  const key = await crypto.subtle.generateKey({ name: 'AES-CTR', length: 256 }, true, ['encrypt', 'decrypt']);
  const counter = new Uint8Array(16);
  crypto.getRandomValues(counter.subarray(0, 8));
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CTR', counter, length: 64 }, key, plain));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', ciphertext));
  const { k = '' } = await crypto.subtle.exportKey('jwk', key);
  return {
    ciphertext,
    info: {
      v: 'v2',
      iv: unpadded(counter),
      hashes: { sha256: unpadded(hash) },
      key: { alg: 'A256CTR', ext: true, key_ops: ['encrypt', 'decrypt'], kty: 'oct', k },
    },
  };
}

/** Decrypts a file; rejects when its hash does not fit. */
export async function decryptAttachment(ciphertext: Uint8Array<ArrayBuffer>, info: EncryptedFile): Promise<Uint8Array> {
  const hash = unpadded(new Uint8Array(await crypto.subtle.digest('SHA-256', ciphertext)));
  if (hash !== info.hashes.sha256?.replace(/=+$/, '')) throw new Error('the attachment was changed');
  const key = await crypto.subtle.importKey('jwk', info.key, { name: 'AES-CTR' }, false, ['decrypt']);
  const counter = Buffer.from(info.iv, 'base64');
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CTR', counter, length: 64 }, key, ciphertext));
}
