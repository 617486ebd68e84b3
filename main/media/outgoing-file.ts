import { encryptAttachment, type AttachmentEncryption, type EncryptedFileInfo } from '../crypto/index.ts';
import { canBeStripped, stripMetadata } from './strip-metadata.ts';
import { WholeFile } from './whole-file.ts';

const mib = 1024 * 1024;
/** Pictures up to this many bytes are held whole, to take out what they say of where they were taken. */
const strippedBytes = 64 * mib;

/** What was made of a file that was handed over. */
export interface OutgoingFacts {
  info: EncryptedFileInfo;
  /** Bytes in clear. */
  size: number;
  /** A picture that is too large to be looked into: it is sent as it is, and not to be shown. */
  asFile: boolean;
}

/** A file that comes in parts, encrypted to the disk as it comes. Rejects with `store.disk-full`, `media.unavailable`; nothing stays then. */
export class OutgoingFile {
  readonly #file: WholeFile;
  readonly #announced: number;
  readonly #encryption: AttachmentEncryption = encryptAttachment();
  /** Parts of a picture, until all have come. */
  #picture: Uint8Array[] | null = null;
  #asFile = false;
  #size = 0;
  /** Parts are written one after the other, however they come. */
  #turn: Promise<void> = Promise.resolve();
  /** Bytes that were handed over so far. */
  received = 0;

  private constructor(file: WholeFile, announced: number) {
    this.#file = file;
    this.#announced = announced;
  }

  /** `announced`: bytes that will come. */
  static async create(path: string, announced: number): Promise<OutgoingFile> {
    return new OutgoingFile(await WholeFile.create(`${path}.new`, path, 0o600), announced);
  }

  async append(bytes: Uint8Array): Promise<void> {
    if (this.received === 0 && canBeStripped(bytes)) this.#beginPicture();
    this.received += bytes.byteLength;
    if (this.#picture) return void this.#picture.push(bytes);
    this.#turn = this.#turn.then(() => this.#write(bytes));
    await this.#turn;
  }

  async finish(): Promise<OutgoingFacts> {
    if (this.#picture) await this.#write(stripMetadata(Buffer.concat(this.#picture)));
    this.#picture = null;
    await this.#file.finish();
    return { info: this.#encryption.end(), size: this.#size, asFile: this.#asFile };
  }

  abandon(): Promise<void> {
    return this.#file.abandon();
  }

  #beginPicture(): void {
    if (this.#announced <= strippedBytes) this.#picture = [];
    else this.#asFile = true;
  }

  async #write(plain: Uint8Array): Promise<void> {
    this.#size += plain.byteLength;
    await this.#file.write(this.#encryption.update(plain));
  }
}
