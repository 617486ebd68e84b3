import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CodedError, type AttachmentId, type CallInput, type FilePreview } from '../../preload/contract/index.ts';
import type { EncryptedFileInfo } from '../crypto/index.ts';
import type { AttachmentRecord } from '../records/index.ts';
import type { PreciousStore } from '../store/index.ts';
import type { Content } from './content.ts';
import { OutgoingFile } from './outgoing-file.ts';
import { decryptedContent, fileContent, readDecrypted } from './staged-content.ts';

export type NewAttachment = Omit<CallInput<'attachments.begin'>, 'accountId'>;

interface Pending {
  file: NewAttachment;
  outgoing: OutgoingFile;
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

/** Files that may be unfinished at the same time. */
const pendingLimit = 20;
/** A page that went away never finishes. */
const abandonedMs = 30 * 60_000;

const safeType = (mimetype: string): string =>
  /^[\w.+-]{1,63}\/[\w.+-]{1,63}$/u.test(mimetype) ? mimetype.toLowerCase() : 'application/octet-stream';

export interface StagingParts {
  directory: string;
  precious: Pick<PreciousStore, 'attachment' | 'saveAttachment' | 'removeAttachment' | 'queue'>;
  /** Most bytes that the server takes. */
  limit(): Promise<number>;
  now(): number;
}

/** Files that the page hands over: encrypted on the disk as they come, and kept there until they are sent. */
export class Staging {
  readonly #parts: StagingParts;
  readonly #pending = new Map<AttachmentId, Pending>();
  /** Paths of files that were found to be what was staged. */
  readonly #checked = new Set<string>();

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
      if (name.endsWith('.new')) await rm(join(this.#parts.directory, name), { force: true });
    }
  }

  /** Rejects with `media.too-large`, whose detail has both sizes, and with `store.disk-full`. */
  async begin(file: NewAttachment): Promise<AttachmentId> {
    const limit = await this.#parts.limit();
    if (file.size > limit)
      throw new CodedError('media.too-large', `the server takes ${limit} bytes`, { detail: { limit, size: file.size } });
    await this.#forgetAbandoned();
    if (this.#pending.size >= pendingLimit) throw new CodedError('media.unavailable', 'too many files at once', { retryable: true });
    const attachmentId = randomUUID() as AttachmentId;
    const outgoing = await OutgoingFile.create(this.#path(attachmentId));
    const pending = { file: { ...file, mimetype: safeType(file.mimetype) }, outgoing, touchedAt: this.#parts.now() };
    this.#pending.set(attachmentId, pending);
    if (file.size === 0) await this.#complete(attachmentId, pending);
    return attachmentId;
  }

  /** Rejects with `message.unknown`, `media.too-large`, `store.disk-full`. */
  async append(attachmentId: AttachmentId, bytes: Uint8Array): Promise<void> {
    const pending = this.#pending.get(attachmentId);
    if (!pending) throw new CodedError('message.unknown', 'no file is being handed over under this id');
    const { file, outgoing } = pending;
    if (outgoing.received + bytes.byteLength > file.size) {
      await this.drop(attachmentId);
      throw new CodedError('media.too-large', 'more bytes than were announced');
    }
    pending.touchedAt = this.#parts.now();
    await outgoing.append(bytes).catch((error: unknown) => this.#giveUp(attachmentId, error));
    if (outgoing.received === file.size) await this.#complete(attachmentId, pending);
  }

  async drop(attachmentId: AttachmentId): Promise<void> {
    const pending = this.#pending.get(attachmentId);
    this.#pending.delete(attachmentId);
    this.#parts.precious.removeAttachment(attachmentId);
    await pending?.outgoing.abandon();
    for (const part of ['file', 'thumbnail'] as const) await rm(this.#path(attachmentId, part), { force: true });
  }

  /** A complete file. Throws `media.unavailable`. */
  record(attachmentId: AttachmentId): { record: AttachmentRecord; kept: Kept } {
    const record = this.#parts.precious.attachment(attachmentId);
    if (!record?.file) throw new CodedError('media.unavailable', 'the file is not here, or not complete');
    return { record, kept: JSON.parse(record.file.info) as Kept };
  }

  /** The ciphertext, made as the specification wants it in encrypted rooms. Rejects with `media.unavailable`. */
  ciphertext(attachmentId: AttachmentId, part: Part = 'file'): Promise<Content> {
    return fileContent(this.#path(attachmentId, part));
  }

  /** The file itself. Rejects with `media.unavailable`, `media.tampered`. */
  async plain(attachmentId: AttachmentId, part: Part = 'file'): Promise<Content> {
    const { kept } = this.record(attachmentId);
    const sealed = part === 'file' ? kept : kept.thumbnail;
    if (!sealed) throw new CodedError('media.unavailable', 'the file has no smaller picture');
    const ciphertext = await this.ciphertext(attachmentId, part);
    const path = this.#path(attachmentId, part);
    if (this.#checked.has(path)) return readDecrypted(ciphertext, sealed.info);
    const content = await decryptedContent(ciphertext, sealed.info);
    this.#checked.add(path);
    return content;
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

  async #complete(attachmentId: AttachmentId, pending: Pending): Promise<void> {
    this.#pending.delete(attachmentId);
    await this.#keep(attachmentId, pending).catch(async (error: unknown) => {
      await pending.outgoing.abandon();
      return this.#giveUp(attachmentId, error);
    });
  }

  async #keep(attachmentId: AttachmentId, { file, outgoing }: Pending): Promise<void> {
    const { preview, ...facts } = file;
    const thumbnail = preview?.thumbnail ? await this.#keepThumbnail(attachmentId, preview.thumbnail) : null;
    const { info, size } = await outgoing.finish();
    const { blurhash = null, durationMs = null, waveform } = preview ?? {};
    const kept = { info, sentClear: false, blurhash, durationMs, thumbnail, ...(waveform ? { waveform } : {}) };
    this.#save({ attachmentId, ...facts, size, file: null, mxc: null }, kept);
  }

  async #keepThumbnail(attachmentId: AttachmentId, { bytes, ...facts }: NonNullable<FilePreview['thumbnail']>): Promise<KeptThumbnail> {
    const outgoing = await OutgoingFile.create(this.#path(attachmentId, 'thumbnail'));
    await outgoing.append(bytes);
    const { info, size } = await outgoing.finish();
    return { ...facts, info, sentClear: false, size, mxc: null };
  }

  async #giveUp(attachmentId: AttachmentId, error: unknown): Promise<never> {
    await this.drop(attachmentId);
    throw error;
  }

  async #forgetAbandoned(): Promise<void> {
    const oldest = this.#parts.now() - abandonedMs;
    for (const [attachmentId, { touchedAt }] of this.#pending) if (touchedAt < oldest) await this.drop(attachmentId);
  }
}
