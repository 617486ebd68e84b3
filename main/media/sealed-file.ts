import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { CodedError } from '../../preload/contract/index.ts';
import { filePieces, gathered, pieceBytes, type Content } from './content.ts';

const algorithm = 'aes-256-gcm';
const saltBytes = 32;
const tagBytes = 16;
const sealedPiece = pieceBytes + tagBytes;

/** A key of its own for each purpose. */
export const derive = (key: Uint8Array, purpose: string, salt: Uint8Array = new Uint8Array(0)): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, `tchap-desktop ${purpose}`, 32));

/** Under a key that no other file has; says which piece it is, and whether it is the last. */
function nonceOf(piece: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(piece, 7);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** The ciphertext of a piece, and its tag. */
function seal(key: Uint8Array, piece: number, last: boolean, plain: Uint8Array): [Buffer, Buffer] {
  const cipher = createCipheriv(algorithm, key, nonceOf(piece, last));
  const ciphertext = cipher.update(plain);
  cipher.final();
  return [ciphertext, cipher.getAuthTag()];
}

/**
 * Encrypts and authenticates in pieces of 256 KiB, with AES-256-GCM: a salt, then the ciphertext and the tag of
 * each. `name` must be the same to open it again; a piece that was changed, moved, exchanged or cut off does not open.
 */
export async function* sealed(key: Uint8Array, name: string, plain: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const salt = randomBytes(saltBytes);
  const own = derive(key, name, salt);
  yield salt;
  const held = Buffer.alloc(pieceBytes);
  let filled = 0;
  let piece = 0;
  for await (const part of plain) {
    for (let at = 0; at < part.byteLength;) {
      // The last piece is known as such only at the end: a full one waits for what follows.
      if (filled === pieceBytes) {
        yield* seal(own, piece++, false, held);
        filled = 0;
      }
      const taken = part.subarray(at, at + pieceBytes - filled);
      held.set(taken, filled);
      filled += taken.byteLength;
      at += taken.byteLength;
    }
  }
  yield* seal(own, piece, true, held.subarray(0, filled));
}

/** Reads what `sealed` made, from any place. */
export class SealedFile implements Content {
  readonly size: number;
  readonly #path: string;
  readonly #key: Uint8Array;

  private constructor(path: string, key: Uint8Array, size: number) {
    this.#path = path;
    this.#key = key;
    this.size = size;
  }

  /** Null where it is not there, or its end is not what was written. */
  static async open(key: Uint8Array, name: string, path: string): Promise<SealedFile | null> {
    try {
      const { size } = await stat(path);
      const pieces = Math.ceil((size - saltBytes) / sealedPiece);
      const salt = await gathered(filePieces(path, 0, saltBytes));
      const file = new SealedFile(path, derive(key, name, salt), size - saltBytes - pieces * tagBytes);
      // The last piece says how long it is.
      await gathered(file.read(file.size - 1));
      return file.size >= 0 ? file : null;
    } catch {
      return null;
    }
  }

  /** Rejects with `media.unavailable`: damaged since, or gone. */
  async *read(from = 0, to = this.size): AsyncGenerator<Uint8Array> {
    const last = Math.max(0, Math.ceil(this.size / pieceBytes) - 1);
    const end = Math.min(last + 1, Math.ceil(Math.max(1, to) / pieceBytes));
    let piece = Math.floor(Math.max(0, from) / pieceBytes);
    const until = Math.min(saltBytes + end * sealedPiece, saltBytes + this.size + (last + 1) * tagBytes);
    for await (const bytes of filePieces(this.#path, saltBytes + piece * sealedPiece, until, sealedPiece)) {
      const start = piece * pieceBytes;
      yield this.#open(piece, piece === last, bytes).subarray(Math.max(0, from - start), Math.max(0, to - start));
      piece += 1;
    }
  }

  #open(piece: number, last: boolean, bytes: Buffer): Buffer {
    const decipher = createDecipheriv(algorithm, this.#key, nonceOf(piece, last), { authTagLength: tagBytes });
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const plain = decipher.update(bytes.subarray(0, -tagBytes));
    try {
      decipher.final();
      return plain;
    } catch (cause) {
      throw new CodedError('media.unavailable', 'what was kept of the file is damaged', { retryable: true, cause });
    }
  }
}
