import type { AccountId, AttachmentId, TransactionId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Upload, type FileSource } from './upload.svelte.ts';

/** The files of a message that is being written; they are handed over to main from the moment they are attached. */
export class Attachments {
  items = $state.raw<readonly Upload[]>([]);
  readonly #client: Client;
  readonly #accountId: AccountId;

  constructor(client: Client, accountId: AccountId) {
    this.#client = client;
    this.#accountId = accountId;
  }

  add(sources: readonly FileSource[]): void {
    this.items = [...this.items, ...sources.map((source) => new Upload(this.#client, this.#accountId, source))];
  }

  remove(upload: Upload): void {
    upload.cancel();
    this.items = this.items.filter((one) => one !== upload);
  }

  cancel(): void {
    for (const upload of this.items) upload.cancel();
  }

  /** Gives each to `send` once main has it, in order. What cannot be handed over or sent stays, with those after it, and rejects. */
  async leave(send: (attachmentId: AttachmentId, transactionId: TransactionId) => Promise<void>): Promise<void> {
    for (const upload of this.items) {
      const attachmentId = await upload.done.catch((error: unknown) => {
        if (upload.error === null) return null;
        throw error;
      });
      // Taken away while it was handed over.
      if (attachmentId === null || !this.items.includes(upload)) continue;
      await send(attachmentId, upload.id as TransactionId);
      upload.markSent();
      this.items = this.items.filter((one) => one !== upload);
    }
  }
}
