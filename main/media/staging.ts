import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CodedError, type AttachmentId, type CallInput, type FilePreview } from '../../preload/contract/index.ts';
import type { AttachmentCipher, EncryptedFileInfo } from '../crypto/index.ts';
import type { AttachmentRecord } from '../records/index.ts';
import type { PreciousStore } from '../store/index.ts';
import { fileError } from './errors.ts';
import { stripMetadata } from './strip-metadata.ts';

export type NewAttachment = Omit<CallInput<'attachments.begin'>, 'accountId'>;

interface Pending {
  file: NewAttachment;
  parts: Uint8Array[];
  received: number;
  touchedAt: number;
}
/** What was made of some bytes: how they are encrypted here; `sentClear`: what was uploaded is the bytes themselves. */
interface Sealed {
  info: EncryptedFileInfo;
  sentClear: boolean;
}
/** Kept in `AttachmentRecord.file.info`. */
export interface Kept extends Sealed {
  blurhash: string | null;
  durationMs: number | null;
  /** Of a voice message; absent for every other file. */
  waveform?: readonly number[];
  thumbnail: KeptThumbnail | null;
}
export interface KeptThumbnail extends Sealed {
  mimetype: string;
  width: number;
  height: number;
  size: number;
  /** Content URI once uploaded. */
  mxc: string | null;
}
/** The file itself, or the smaller picture of it. */
type Part = 'file' | 'thumbnail';

const mib = 1024 * 1024;
/** Bytes of unfinished files that may lie in memory. */
const pendingLimit = 256 * mib;
/** A page that went away never finishes. */
const abandonedMs = 30 * 60_000;

const safeType = (mimetype: string): string =>
  /^[\w.+-]{1,63}\/[\w.+-]{1,63}$/u.test(mimetype) ? mimetype.toLowerCase() : 'application/octet-stream';

export interface StagingParts {
  directory: string;
  precious: Pick<PreciousStore, 'attachment' | 'saveAttachment' | 'removeAttachment' | 'queue'>;
  cipher(): Promise<AttachmentCipher>;
  /** Most bytes that the server takes. */
  limit(): Promise<number>;
  now(): number;
}

/** Files that the page hands over: parts in memory until the last, then one encrypted file until it is sent. */
export class Staging {
  readonly #parts: StagingParts;
  readonly #pending = new Map<AttachmentId, Pending>();

  constructor(parts: StagingParts) {
    this.#parts = parts;
  }

  /** Removes files that no queued message sends: left by a crash, or by a page that was closed. */
  async sweep(): Promise<void> {
    await mkdir(this.#parts.directory, { recursive: true, mode: 0o700 });
    const sends = this.#parts.precious.queue().map(({ content }) => (content.kind === 'attachment' ? content.attachmentId : null));
    const wanted = new Set<string | null>(sends);
    for (const name of await readdir(this.#parts.directory)) {
      const [id = name] = name.split('.');
      if (!wanted.has(id)) await this.drop(id as AttachmentId);
    }
  }

  /** Rejects with `media.too-large`. */
  async begin(file: NewAttachment): Promise<AttachmentId> {
    const limit = await this.#parts.limit();
    if (file.size > limit) throw new CodedError('media.too-large', `the server takes ${limit} bytes`);
    this.#forgetAbandoned();
    const waiting = [...this.#pending.values()].reduce((sum, pending) => sum + pending.file.size, 0);
    if (waiting > 0 && waiting + file.size > pendingLimit)
      throw new CodedError('media.too-large', 'too many files at once', { retryable: true });
    const attachmentId = randomUUID() as AttachmentId;
    const pending = { file: { ...file, mimetype: safeType(file.mimetype) }, parts: [], received: 0, touchedAt: this.#parts.now() };
    this.#pending.set(attachmentId, pending);
    if (file.size === 0) await this.#complete(attachmentId, pending);
    return attachmentId;
  }

  /** Rejects with `message.unknown`, `media.too-large`, `store.disk-full`. */
  async append(attachmentId: AttachmentId, bytes: Uint8Array): Promise<void> {
    const pending = this.#pending.get(attachmentId);
    if (!pending) throw new CodedError('message.unknown', 'no file is being handed over under this id');
    if (pending.received + bytes.byteLength > pending.file.size) {
      this.#pending.delete(attachmentId);
      throw new CodedError('media.too-large', 'more bytes than were announced');
    }
    pending.parts.push(bytes);
    pending.received += bytes.byteLength;
    pending.touchedAt = this.#parts.now();
    if (pending.received === pending.file.size) await this.#complete(attachmentId, pending);
  }

  async drop(attachmentId: AttachmentId): Promise<void> {
    this.#pending.delete(attachmentId);
    this.#parts.precious.removeAttachment(attachmentId);
    for (const part of ['file', 'thumbnail'] as const) await rm(this.#path(attachmentId, part), { force: true });
  }

  /** A complete file. Throws `media.unavailable`. */
  record(attachmentId: AttachmentId): { record: AttachmentRecord; kept: Kept } {
    const record = this.#parts.precious.attachment(attachmentId);
    if (!record?.file) throw new CodedError('media.unavailable', 'the file is not here, or not complete');
    return { record, kept: JSON.parse(record.file.info) as Kept };
  }

  /** The ciphertext, made as the specification wants it in encrypted rooms. Rejects with `media.unavailable`. */
  async ciphertext(attachmentId: AttachmentId, part: Part = 'file'): Promise<Uint8Array> {
    return readFile(this.#path(attachmentId, part)).catch((error: unknown) => {
      throw fileError(error);
    });
  }

  /** The file itself. Rejects with `media.unavailable`, `media.tampered`. */
  async plain(attachmentId: AttachmentId, part: Part = 'file'): Promise<Uint8Array> {
    const { kept } = this.record(attachmentId);
    const sealed = part === 'file' ? kept : kept.thumbnail;
    if (!sealed) throw new CodedError('media.unavailable', 'the file has no smaller picture');
    const [cipher, ciphertext] = await Promise.all([this.#parts.cipher(), this.ciphertext(attachmentId, part)]);
    return cipher.decrypt(ciphertext, sealed.info);
  }

  /** Remembers where the file lies on the server, so that a later attempt does not upload again. */
  uploaded(attachmentId: AttachmentId, mxc: string, sentClear: boolean): void {
    const { record, kept } = this.record(attachmentId);
    this.#save({ ...record, mxc }, { ...kept, sentClear });
  }

  /** The same of its smaller picture. */
  uploadedThumbnail(attachmentId: AttachmentId, mxc: string, sentClear: boolean): void {
    const { record, kept } = this.record(attachmentId);
    this.#save(record, { ...kept, thumbnail: kept.thumbnail && { ...kept.thumbnail, mxc, sentClear } });
  }

  #path(attachmentId: AttachmentId, part: Part = 'file'): string {
    return join(this.#parts.directory, basename(attachmentId) + (part === 'file' ? '' : '.thumbnail'));
  }

  #save(record: AttachmentRecord, kept: Kept): void {
    this.#parts.precious.saveAttachment({ ...record, file: { path: this.#path(record.attachmentId), info: JSON.stringify(kept) } });
  }

  async #complete(attachmentId: AttachmentId, { file, parts }: Pending): Promise<void> {
    this.#pending.delete(attachmentId);
    const plain = stripMetadata(Buffer.concat(parts));
    const size = plain.byteLength;
    const { preview, ...facts } = file;
    const thumbnail = preview?.thumbnail ? await this.#keepThumbnail(attachmentId, preview.thumbnail) : null;
    const sealed = await this.#seal(this.#path(attachmentId), plain);
    const { blurhash = null, durationMs = null, waveform } = preview ?? {};
    const kept = { ...sealed, blurhash, durationMs, thumbnail, ...(waveform ? { waveform } : {}) };
    this.#save({ attachmentId, ...facts, size, file: null, mxc: null }, kept);
  }

  async #keepThumbnail(attachmentId: AttachmentId, { bytes, ...facts }: NonNullable<FilePreview['thumbnail']>): Promise<KeptThumbnail> {
    const sealed = await this.#seal(this.#path(attachmentId, 'thumbnail'), new Uint8Array(bytes));
    return { ...facts, ...sealed, size: bytes.byteLength, mxc: null };
  }

  /** Encrypts bytes into a file, whole or not at all. Rejects with `store.disk-full`, `media.unavailable`. */
  async #seal(path: string, plain: Uint8Array): Promise<Sealed> {
    const { ciphertext, info } = await (await this.#parts.cipher()).encrypt(plain);
    try {
      await writeFile(`${path}.new`, ciphertext, { mode: 0o600, flush: true });
      await rename(`${path}.new`, path);
    } catch (error) {
      await rm(`${path}.new`, { force: true });
      throw fileError(error);
    }
    return { info, sentClear: false };
  }

  #forgetAbandoned(): void {
    const oldest = this.#parts.now() - abandonedMs;
    for (const [attachmentId, pending] of this.#pending) if (pending.touchedAt < oldest) this.#pending.delete(attachmentId);
  }
}
