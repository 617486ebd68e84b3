import { CodedError, type AttachmentId } from '../../preload/contract/index.ts';

/** How far a file is on its way, in bytes. */
export interface UploadProgress {
  sent: number;
  total: number;
}

/** The page hears of it this often at most, in milliseconds. */
const stepMs = 200;

/** Files that are on their way to the server now: how far, and the way to stop them. */
export class Uploads {
  readonly #running = new Map<AttachmentId, { progress: UploadProgress; controller: AbortController }>();
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  of(attachmentId: AttachmentId): UploadProgress | null {
    return this.#running.get(attachmentId)?.progress ?? null;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Runs an upload of `total` bytes; `send` tells how many have left. */
  async run<T>(
    attachmentId: AttachmentId,
    total: number,
    send: (signal: AbortSignal, onSent: (bytes: number) => void) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController();
    this.#running.set(attachmentId, { progress: { sent: 0, total }, controller });
    this.#tell();
    try {
      return await send(controller.signal, (bytes) => {
        this.#running.set(attachmentId, { progress: { sent: Math.min(bytes, total), total }, controller });
        this.#tell();
      });
    } finally {
      this.#running.delete(attachmentId);
      this.#tell();
    }
  }

  /** Stops it, where it is under way. */
  cancel(attachmentId: AttachmentId): void {
    this.#running.get(attachmentId)?.controller.abort(new CodedError('media.unavailable', 'the agent gave the file up'));
  }

  /** Stops all of them: the application ends. */
  stop(): void {
    const gone = new CodedError('network.unreachable', 'the application ends', { retryable: true });
    for (const { controller } of this.#running.values()) controller.abort(gone);
  }

  #tell(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      for (const listener of this.#listeners) listener();
    }, stepMs);
  }
}
