import { CodedError, type AccountId, type Outgoing, type RoomId, type TransactionId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { t } from '../text/index.ts';
import type { Place } from './composer-outgoing.ts';
import { Upload } from './upload.svelte.ts';
import { Recording, type Voice } from './voice/recording.svelte.ts';

export interface VoiceParts {
  client: Client;
  accountId: AccountId;
  roomId: RoomId;
  place: () => Place;
  submit: (content: Outgoing, transactionId: TransactionId) => Promise<void>;
  /** Hears that it is in the send queue. */
  onSent: () => void;
  /** Hears that it could not be put there; null: it is tried. */
  onProblem: (problem: CodedError | null) => void;
}

/** The voice message of a composer: recorded, heard, sent. It stays, like words, when the agent looks elsewhere. */
export class ComposerVoice {
  recording = $state.raw<Recording | null>(null);
  sending = $state(false);
  readonly #parts: VoiceParts;
  #upload: { voice: Voice; upload: Upload } | null = null;

  constructor(parts: VoiceParts) {
    this.#parts = parts;
  }

  start(): void {
    const { client, accountId, roomId } = this.#parts;
    this.discard();
    this.recording = new Recording();
    void this.recording.open(() => client.call('media.openMicrophone', { accountId, roomId }));
  }

  /** Nobody is recorded in a room that they no longer look at: what was said so far waits there. */
  async pause(): Promise<void> {
    if (this.recording?.state === 'opening') this.discard();
    else await this.recording?.stop();
  }

  discard(): void {
    this.#upload?.upload.cancel();
    this.#upload = null;
    this.recording?.discard();
    this.recording = null;
  }

  /** Ends the recording where it still goes on, and sends it. It stays where main does not take it. */
  async send(): Promise<void> {
    const { recording } = this;
    if (recording === null || this.sending) return;
    this.sending = true;
    this.#parts.onProblem(null);
    try {
      await recording.stop();
      if (recording.voice && this.recording === recording) await this.#deliver(recording.voice);
    } catch (error) {
      this.#parts.onProblem(error instanceof CodedError ? error : new CodedError('internal', 'a voice message could not be queued'));
    } finally {
      this.sending = false;
    }
  }

  async #deliver(voice: Voice): Promise<void> {
    const upload = this.#uploadOf(voice);
    const attachmentId = await upload.done;
    const { replyTo, thread } = this.#parts.place();
    const content: Outgoing = { kind: 'attachment', attachmentId, caption: '', replyTo, ...(thread === null ? {} : { thread }) };
    await this.#parts.submit(content, upload.id as TransactionId);
    upload.markSent();
    this.#upload = null;
    this.discard();
    this.#parts.onSent();
  }

  /** The one that is under way or done for these words; tried again, it begins anew where it failed. */
  #uploadOf(voice: Voice): Upload {
    if (this.#upload?.voice === voice) {
      if (this.#upload.upload.error) this.#upload.upload.retry();
      return this.#upload.upload;
    }
    const { bytes, durationMs, waveform } = voice;
    const upload = new Upload(this.#parts.client, this.#parts.accountId, {
      name: t().composer.voice.fileName,
      mimetype: 'audio/ogg',
      size: bytes.byteLength,
      width: null,
      height: null,
      preview: { blurhash: null, durationMs, waveform, thumbnail: null },
      read: (from, to) => Promise.resolve(bytes.slice(from, to)),
    });
    this.#upload = { voice, upload };
    return upload;
  }
}
