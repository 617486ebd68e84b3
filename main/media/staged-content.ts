import { stat } from 'node:fs/promises';
import { attachmentDecipher, decryptAttachment, type EncryptedFileInfo } from '../crypto/index.ts';
import { filePieces, type Content } from './content.ts';
import { fileError } from './errors.ts';

/** A file of the disk as it is. Rejects with `media.unavailable`. */
export async function fileContent(path: string): Promise<Content> {
  const { size } = await stat(path).catch((error: unknown) => {
    throw fileError(error);
  });
  return { size, read: (from = 0, to = size) => filePieces(path, from, Math.min(to, size)) };
}

/** What a staged file is in clear. Read through once first: rejects with `media.tampered` where it is not what was staged. */
export async function decryptedContent(ciphertext: Content, info: EncryptedFileInfo): Promise<Content> {
  for await (const _part of decryptAttachment(ciphertext.read(), info));
  return readDecrypted(ciphertext, info);
}

/** The same of a file that was read through before. */
export function readDecrypted(ciphertext: Content, info: EncryptedFileInfo): Content {
  const { size } = ciphertext;
  return {
    size,
    async *read(from = 0, to = size) {
      const decipher = attachmentDecipher(info, from);
      for await (const part of ciphertext.read(from, to)) yield decipher.update(part);
    },
  };
}
