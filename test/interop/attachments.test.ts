import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { createAttachmentCipher } from '../../main/crypto/index.ts';
import { decryptAttachment, encryptAttachment } from '../peer/attachment.ts';

interface NativeBinding {
  Attachment: { encrypt(plain: Uint8Array): { encryptedData: Uint8Array; mediaEncryptionInfo: string } };
}
function nativeBinding(): NativeBinding | null {
  try {
    return createRequire(import.meta.url)('@matrix-org/matrix-sdk-crypto-nodejs') as NativeBinding;
  } catch {
    return null;
  }
}
const native = nativeBinding();
const plain = new Uint8Array(300_000).map((_, index) => index % 251);

describe('attachments', () => {
  it('encrypted by us are decrypted by WebCrypto', async () => {
    const cipher = await createAttachmentCipher();
    const { ciphertext, info } = await cipher.encrypt(plain.slice());
    const file = { ...info, url: 'mxc://x/y', key: info.key as never };
    expect(await decryptAttachment(new Uint8Array(ciphertext), file)).toEqual(plain);
    await cipher.close();
  });

  it('encrypted by WebCrypto are decrypted by us', async () => {
    const cipher = await createAttachmentCipher();
    const { ciphertext, info } = await encryptAttachment(plain.slice());
    expect(new Uint8Array(await cipher.decrypt(ciphertext, info as never))).toEqual(plain);
    await cipher.close();
  });

  // Its binary comes from outside the package registry; where it is not there, we run on WASM alone.
  it.skipIf(native === null)('encrypted by the native binding are decrypted by WebCrypto', async () => {
    const encrypted = native?.Attachment.encrypt(plain.slice());
    const file = { ...(JSON.parse(encrypted?.mediaEncryptionInfo ?? '{}') as object), url: 'mxc://x/y' };
    expect(await decryptAttachment(new Uint8Array(encrypted?.encryptedData ?? []), file as never)).toEqual(plain);
  });
});
