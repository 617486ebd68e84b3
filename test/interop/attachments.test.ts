import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import * as wasm from '@matrix-org/matrix-sdk-crypto-wasm';
import { decryptAttachment as decrypting, encryptAttachment as encrypting, type EncryptedFileInfo } from '../../main/crypto/index.ts';
import { decryptAttachment, encryptAttachment } from '../peer/attachment.ts';

interface Encrypted {
  encryptedData: Uint8Array;
  mediaEncryptionInfo?: string | null | undefined;
}
/** What both bindings of the Rust crate call by the same names. */
interface Binding {
  Attachment: { encrypt(plain: Uint8Array): Encrypted; decrypt(encrypted: Encrypted): Uint8Array };
  EncryptedAttachment: new (ciphertext: Uint8Array, info: string) => Encrypted;
}
function nativeBinding(): Binding | null {
  try {
    return createRequire(import.meta.url)('@matrix-org/matrix-sdk-crypto-nodejs') as Binding;
  } catch {
    return null;
  }
}
const native = nativeBinding();
const plain = new Uint8Array(300_000).map((_, index) => index % 251);

function ours(): { ciphertext: Uint8Array<ArrayBuffer>; info: EncryptedFileInfo } {
  const encryption = encrypting();
  const parts = [encryption.update(plain.subarray(0, 99_999)), encryption.update(plain.subarray(99_999))];
  return { ciphertext: new Uint8Array(Buffer.concat(parts)), info: encryption.end() };
}
async function decryptedByUs(ciphertext: Uint8Array, info: EncryptedFileInfo): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const source = async function* () {
    yield ciphertext.subarray(0, 100_001);
    yield ciphertext.subarray(100_001);
  };
  for await (const part of decrypting(source(), info)) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

describe('attachments', () => {
  beforeAll(() => wasm.initAsync());

  it('encrypted by us are decrypted by WebCrypto', async () => {
    const { ciphertext, info } = ours();
    expect(await decryptAttachment(ciphertext, { ...info, url: 'mxc://x/y', key: info.key as never })).toEqual(plain);
  });

  it('encrypted by WebCrypto are decrypted by us', async () => {
    const { ciphertext, info } = await encryptAttachment(plain.slice());
    expect(await decryptedByUs(ciphertext, info as never)).toEqual(plain);
  });

  // The native binary comes from outside the package registry; where it is not there, WASM shows it alone.
  it.each<[string, Binding | null]>([
    ['WASM', wasm],
    ['native', native],
  ])('go both ways with the %s binding of the Rust crate', async (_name, binding) => {
    if (binding === null) return console.log('attachments: the native binding has no binary here');
    const { ciphertext, info } = ours();
    const read = binding.Attachment.decrypt(new binding.EncryptedAttachment(ciphertext, JSON.stringify(info)));
    expect(new Uint8Array(read)).toEqual(plain);
    const encrypted = binding.Attachment.encrypt(plain.slice());
    expect(await decryptedByUs(encrypted.encryptedData, JSON.parse(encrypted.mediaEncryptionInfo ?? '') as EncryptedFileInfo)).toEqual(
      plain,
    );
  });
});
