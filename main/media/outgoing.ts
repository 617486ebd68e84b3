import type { AttachmentId } from '../../preload/contract/index.ts';
import type { EncryptedFileInfo } from '../crypto/index.ts';
import type { Uploader } from '../matrix/index.ts';
import type { JsonObject } from '../records/index.ts';
import type { Content } from './content.ts';
import { messageContent } from './message-content.ts';
import type { ServerMedia } from './server-media.ts';
import type { KeptThumbnail, NewAttachment, Staging } from './staging.ts';
import { Transfers } from './transfers.ts';

interface OutgoingParts {
  staging: Staging;
  server: Pick<ServerMedia, 'upload' | 'uploadLimit'>;
  /** Resolves once the folders are there and swept. */
  ready(): Promise<unknown>;
  /** Keeps what was just uploaded, so that it need not come back from the server. */
  keep(mxc: string, encrypted: EncryptedFileInfo | null, plain: Content): Promise<void>;
  now(): number;
}

const keptAfterUpload = 20 * 1024 * 1024;

/** Files of one account on their way out: handed over by the page, uploaded for the send queue. */
export class Outgoing {
  readonly #staging: Staging;
  readonly #server: OutgoingParts['server'];
  readonly #parts: Pick<OutgoingParts, 'ready' | 'keep'>;
  /** Files on their way to the server. */
  readonly uploads: Transfers<AttachmentId>;

  constructor(parts: OutgoingParts) {
    this.#staging = parts.staging;
    this.#server = parts.server;
    this.#parts = parts;
    this.uploads = new Transfers(parts.now);
  }

  /** What the send queue is given. */
  get uploader(): Uploader {
    return {
      upload: (attachmentId, options) => this.#upload(attachmentId, options),
      // A file that stays is swept at the next start.
      drop: (attachmentId) => void this.drop(attachmentId).catch(() => undefined),
      stop: () => this.uploads.stop(),
    };
  }

  /** Most bytes that the server takes. */
  limit(): Promise<number> {
    return this.#server.uploadLimit();
  }

  async begin(file: NewAttachment): Promise<AttachmentId> {
    await this.#parts.ready();
    return this.#staging.begin(file);
  }

  append(attachmentId: AttachmentId, bytes: Uint8Array): Promise<void> {
    return this.#staging.append(attachmentId, bytes);
  }

  /** A whole file at once; nothing stays of one that does not come to its end. Rejects as `parts`. */
  async take(file: NewAttachment, parts: AsyncIterable<Uint8Array>): Promise<AttachmentId> {
    const attachmentId = await this.begin(file);
    try {
      if (file.size > 0) for await (const part of parts) await this.append(attachmentId, part);
      return attachmentId;
    } catch (error) {
      await this.drop(attachmentId);
      throw error;
    }
  }

  /** Also stops it on its way. */
  drop(attachmentId: AttachmentId): Promise<void> {
    this.uploads.cancel(attachmentId);
    return this.#staging.drop(attachmentId);
  }

  /** A file that is not sent yet. Rejects with `media.unavailable`, `media.tampered`. */
  async waiting(attachmentId: AttachmentId): Promise<{ content: Content; mimetype: string }> {
    const { record } = this.#staging.record(attachmentId);
    return { content: await this.#staging.plain(attachmentId), mimetype: record.mimetype };
  }

  async #upload(attachmentId: AttachmentId, options: { encrypted: boolean; caption: string }): Promise<JsonObject> {
    const { record, kept } = this.#staging.record(attachmentId);
    const done = record.mxc !== null && kept.sentClear !== options.encrypted ? record.mxc : null;
    if (kept.thumbnail) await this.#sendThumbnail(attachmentId, kept.thumbnail, options.encrypted);
    const mxc = done ?? (await this.#send(attachmentId, options.encrypted));
    return messageContent(record, this.#staging.record(attachmentId).kept, mxc, options);
  }

  async #sendThumbnail(attachmentId: AttachmentId, thumbnail: KeptThumbnail, encrypted: boolean): Promise<void> {
    if (thumbnail.mxc !== null && thumbnail.sentClear !== encrypted) return;
    const part = 'thumbnail';
    const body = await (encrypted ? this.#staging.ciphertext(attachmentId, part) : this.#staging.plain(attachmentId, part));
    const mxc = await this.#server.upload(body, encrypted ? 'application/octet-stream' : thumbnail.mimetype, null);
    this.#staging.uploadedThumbnail(attachmentId, mxc, !encrypted);
  }

  async #send(attachmentId: AttachmentId, encrypted: boolean): Promise<string> {
    const { record, kept } = this.#staging.record(attachmentId);
    const body = await (encrypted ? this.#staging.ciphertext(attachmentId) : this.#staging.plain(attachmentId));
    const type = encrypted ? 'application/octet-stream' : record.mimetype;
    const name = encrypted ? null : record.name;
    const total = body.size;
    const mxc = await this.uploads.run(
      attachmentId,
      () => null,
      ({ signal, tell }) => {
        tell({ done: 0, total });
        return this.#server.upload(body, type, name, { signal, onSent: (sent) => tell({ done: Math.min(sent, total), total }) });
      },
    );
    this.#staging.uploaded(attachmentId, mxc, !encrypted);
    if (record.size <= keptAfterUpload) await this.#parts.keep(mxc, encrypted ? kept.info : null, await this.#staging.plain(attachmentId));
    return mxc;
  }
}
