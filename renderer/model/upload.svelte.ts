import { attachmentPartBytes, CodedError, type AccountId, type AttachmentId, type FilePreview } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';

/** A file of the agent, read in parts. Sizes in bytes, dimensions in pixels. */
export type FileSource = {
  name: string;
  mimetype: string;
  size: number;
  width: number | null;
  height: number | null;
  /** What others see before they have it; none for most files. */
  preview?: FilePreview | null;
  /** Bytes from `from` up to, not including, `to`. */
  read: (from: number, to: number) => Promise<Uint8Array>;
};

/** One file at a time is handed over, so that they are ready in the order in which they were attached. */
const turns = new WeakMap<Client, Promise<unknown>>();

/** One file on its way to main, in parts, from the moment it is attached. */
export class Upload {
  readonly id = crypto.randomUUID();
  readonly source: FileSource;
  /** From 0 to 1. */
  progress = $state(0);
  error = $state.raw<CodedError | null>(null);
  /** The file as main knows it, once all of it is there. Rejects as `error` says, or with `bridge.cancelled`. */
  done: Promise<AttachmentId>;
  readonly #client: Client;
  readonly #accountId: AccountId;
  readonly #controller = new AbortController();
  #attachmentId: AttachmentId | null = null;
  #sent = false;

  constructor(client: Client, accountId: AccountId, source: FileSource) {
    this.#client = client;
    this.#accountId = accountId;
    this.source = source;
    this.done = this.#start();
  }

  /** Gives the file up, or drops it when main has it already. Does nothing once it is part of a message. */
  cancel(): void {
    this.#controller.abort();
    if (!this.#sent) this.#drop();
  }

  /** Tries again after an error. */
  retry(): void {
    this.#drop();
    this.error = null;
    this.progress = 0;
    this.done = this.#start();
  }

  /** The file belongs to a message now; main drops it with the message. */
  markSent(): void {
    this.#sent = true;
  }

  #start(): Promise<AttachmentId> {
    const done = (turns.get(this.#client) ?? Promise.resolve()).then(() => this.#transfer());
    turns.set(
      this.#client,
      done.catch(() => undefined),
    );
    done.catch((error: unknown) => {
      if (this.#controller.signal.aborted) return;
      this.error = error instanceof CodedError ? error : new CodedError('media.unavailable', 'the file cannot be read');
    });
    return done;
  }

  async #transfer(): Promise<AttachmentId> {
    const { name, mimetype, size, width, height, preview = null } = this.source;
    const signal = this.#controller.signal;
    const begun = { accountId: this.#accountId, name, mimetype, size, width, height, preview };
    const { attachmentId } = await this.#client.call('attachments.begin', begun, { signal });
    this.#attachmentId = attachmentId;
    for (let from = 0; from < size; from += attachmentPartBytes) {
      const bytes = await this.source.read(from, Math.min(size, from + attachmentPartBytes));
      await this.#client.call('attachments.append', { accountId: this.#accountId, attachmentId, bytes: owned(bytes) }, { signal });
      this.progress = Math.min(1, (from + bytes.byteLength) / size);
    }
    return attachmentId;
  }

  #drop(): void {
    const attachmentId = this.#attachmentId;
    this.#attachmentId = null;
    if (attachmentId === null) return;
    this.#client.call('attachments.drop', { accountId: this.#accountId, attachmentId }).catch(() => undefined);
  }
}

/** The contract takes arrays over their own memory, never over shared memory. */
const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
