import { CodedError } from '../../../preload/contract/index.ts';
import type { AttachmentCipher, EncryptedFileInfo } from '../types.ts';
import { loadBackend, type Backend, type EngineName } from './backend.ts';
import { CipherThread } from './thread.ts';

/** Up to this many bytes are worked on at once: 1 MiB takes WASM about 15 ms. */
const inlineBytes = 1024 * 1024;

const tampered = (cause?: unknown): CodedError => new CodedError('media.tampered', 'the file is not what its sender encrypted', { cause });

class Cipher implements AttachmentCipher {
  readonly engine: EngineName;
  readonly #backend: Backend;
  readonly #thread: CipherThread;

  constructor(backend: Backend) {
    this.engine = backend.engine;
    this.#backend = backend;
    this.#thread = new CipherThread(backend.engine);
  }

  async encrypt(plain: Uint8Array): Promise<{ ciphertext: Uint8Array; info: EncryptedFileInfo }> {
    if (plain.byteLength <= inlineBytes) return this.#backend.encrypt(plain);
    const { bytes, info } = await this.#thread.run(plain);
    if (!bytes || !info) throw new CodedError('crypto.unavailable', 'the file could not be encrypted');
    return { ciphertext: bytes, info };
  }

  async decrypt(ciphertext: Uint8Array, info: EncryptedFileInfo): Promise<Uint8Array> {
    if (ciphertext.byteLength <= inlineBytes) return this.#decryptHere(ciphertext, info);
    const { bytes } = await this.#thread.run(ciphertext, info);
    if (!bytes) throw tampered();
    return bytes;
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  #decryptHere(ciphertext: Uint8Array, info: EncryptedFileInfo): Uint8Array {
    try {
      return this.#backend.decrypt(ciphertext, info);
    } catch (error) {
      throw tampered(error);
    }
  }
}

/** A cipher on the native binding where its binary is present, else on WASM; `engine` insists on one, and rejects where it is absent. */
export async function createAttachmentCipher(engine?: EngineName): Promise<AttachmentCipher> {
  return new Cipher(await loadBackend(engine));
}
