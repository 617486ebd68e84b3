import { encryptAttachment, type AttachmentEncryption, type EncryptedFileInfo } from '../crypto/index.ts';
import { Cleaner } from './strip/cleaner.ts';
import { WholeFile } from './whole-file.ts';

/** Looked into at once: a file of nothing but empty segments takes 30 ms. */
const atOnceBytes = 64 * 1024;

/** What was made of a file that was handed over. */
export interface OutgoingFacts {
  info: EncryptedFileInfo;
  /** Bytes in clear, as others will read them. */
  size: number;
}

/**
 * A file that comes in parts, without what a picture or film tells of where it was taken, encrypted to the disk as it
 * comes. Rejects with `store.disk-full`, `media.unavailable`; nothing stays then.
 */
export class OutgoingFile {
  readonly #file: WholeFile;
  readonly #cleaner = new Cleaner();
  readonly #encryption: AttachmentEncryption = encryptAttachment();
  #size = 0;
  /** Parts are written one after the other, however they come. */
  #turn: Promise<void> = Promise.resolve();
  /** Bytes that were handed over so far. */
  received = 0;

  private constructor(file: WholeFile) {
    this.#file = file;
  }

  static async create(path: string): Promise<OutgoingFile> {
    return new OutgoingFile(await WholeFile.create(`${path}.new`, path, 0o600));
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.received += bytes.byteLength;
    this.#turn = this.#turn.then(() => this.#take(bytes));
    await this.#turn;
  }

  async finish(): Promise<OutgoingFacts> {
    await this.#turn;
    await this.#write(this.#cleaner.end());
    await this.#file.finish();
    return { info: this.#encryption.end(), size: this.#size };
  }

  abandon(): Promise<void> {
    return this.#file.abandon();
  }

  async #take(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.byteLength; at += atOnceBytes) await this.#write(this.#cleaner.push(bytes.subarray(at, at + atOnceBytes)));
  }

  async #write(plain: Uint8Array): Promise<void> {
    this.#size += plain.byteLength;
    await this.#file.write(this.#encryption.update(plain));
  }
}
