import {
  CodedError,
  type AccountId,
  type EventId,
  type MessageItem,
  type Outgoing,
  type RoomId,
  type TransactionId,
} from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { markdownToHtml } from '../text/index.ts';
import { isEditable } from './timeline.svelte.ts';
import { TypingNotice } from './typing.ts';
import { Upload, type FileSource } from './upload.svelte.ts';

export type ComposerMode = { kind: 'new' } | { kind: 'reply'; item: MessageItem } | { kind: 'edit'; item: MessageItem };

const draftDelayMs = 300;
const maxBody = 60_000;
const maxCaption = 10_000;

type Sending = { content: string; transactionId: TransactionId };

/** What the agent writes in one room. Outlives its screen, so that nothing is lost by looking elsewhere. */
export class ComposerModel {
  readonly accountId: AccountId;
  readonly roomId: RoomId;
  text = $state('');
  mode = $state.raw<ComposerMode>({ kind: 'new' });
  uploads = $state.raw<readonly Upload[]>([]);
  problem = $state.raw<CodedError | null>(null);
  /** Files are being handed over for a message that was asked to leave. */
  sending = $state(false);
  /** True once the kept draft is here, so that typing never races with it. */
  restored = $state(false);
  /** Gives the newest message that may be edited; set by the conversation that is open. */
  lastEditable: () => MessageItem | null = () => null;
  readonly #client: Client;
  readonly #typing: TypingNotice;
  #stash = '';
  #draftTimer: ReturnType<typeof setTimeout> | null = null;
  #savedDraft = '';
  /** Sends that main did not confirm: asked again for the same words, they keep their transaction id. */
  #unconfirmed: Sending | null = null;

  constructor(client: Client, accountId: AccountId, roomId: RoomId) {
    this.#client = client;
    this.accountId = accountId;
    this.roomId = roomId;
    this.#typing = new TypingNotice(client, accountId, roomId);
    void this.#restore();
  }

  get empty(): boolean {
    return this.text.trim() === '' && this.uploads.length === 0;
  }
  /** Nothing here that leaving could lose. */
  get idle(): boolean {
    return this.empty && this.mode.kind === 'new' && !this.sending && this.problem === null;
  }

  /** The agent typed: `text` is the whole field. */
  type(text: string): void {
    this.text = text;
    this.#typing.typed(text.trim() !== '' && !text.startsWith('/'));
    this.#scheduleDraft();
  }

  startReply(item: MessageItem): void {
    if (this.mode.kind === 'edit') this.cancel();
    this.mode = { kind: 'reply', item };
  }

  startEdit(item: MessageItem): void {
    if (!isEditable(item) || item.content.kind !== 'text') return;
    if (this.mode.kind !== 'edit') this.#stash = this.text;
    this.mode = { kind: 'edit', item };
    this.text = item.content.style === 'emote' ? `/me ${item.content.body}` : item.content.body;
  }

  /** Edits the newest message of the agent, where there is one. */
  editLast(): boolean {
    const item = this.lastEditable();
    if (item) this.startEdit(item);
    return item !== null;
  }

  /** Leaves a reply or an edit; what was being written before an edit comes back. */
  cancel(): void {
    if (this.mode.kind === 'edit') this.text = this.#stash;
    this.mode = { kind: 'new' };
  }

  attach(sources: readonly FileSource[]): void {
    if (this.mode.kind === 'edit') this.cancel();
    this.uploads = [...this.uploads, ...sources.map((source) => new Upload(this.#client, this.accountId, source))];
  }

  detach(upload: Upload): void {
    upload.cancel();
    this.uploads = this.uploads.filter((one) => one !== upload);
  }

  dismissProblem(): void {
    this.problem = null;
  }

  /** Sends what is there. The field empties at once; if main does not take it, the words come back. */
  async send(): Promise<void> {
    if (this.empty || this.sending) return;
    this.problem = null;
    this.#typing.stop();
    if (this.mode.kind === 'edit') return this.#sendEdit(this.mode.item);
    return this.uploads.length > 0 ? this.#sendFiles() : this.#sendText();
  }

  /** The field lost the focus. */
  blur(): void {
    this.#typing.stop();
    void this.keepDraft();
  }

  /** Keeps the draft now. */
  async keepDraft(): Promise<void> {
    if (this.#draftTimer !== null) clearTimeout(this.#draftTimer);
    this.#draftTimer = null;
    const text = this.mode.kind === 'edit' ? this.#stash : this.text;
    if (!this.restored || text === this.#savedDraft) return;
    this.#savedDraft = text;
    try {
      await this.#client.call('rooms.saveDraft', { ...this.#room, text: text.slice(0, 100_000) });
    } catch (error) {
      this.#savedDraft = '';
      if (error instanceof CodedError && error.code === 'store.disk-full') this.problem = error;
    }
  }

  get #room(): { accountId: AccountId; roomId: RoomId } {
    return { accountId: this.accountId, roomId: this.roomId };
  }

  async #restore(): Promise<void> {
    try {
      const { text } = await this.#client.call('rooms.draft', this.#room);
      this.#savedDraft = text;
      if (this.text === '') this.text = text;
    } catch {
      // Without its draft the room can still be written in; the draft stays where it is kept.
    } finally {
      this.restored = true;
      if (this.text !== this.#savedDraft) this.#scheduleDraft();
    }
  }

  #scheduleDraft(): void {
    if (this.#draftTimer !== null) clearTimeout(this.#draftTimer);
    this.#draftTimer = setTimeout(() => void this.keepDraft(), draftDelayMs);
  }

  async #sendText(): Promise<void> {
    const [typed, mode] = [this.text, this.mode];
    const content = textOf(typed, mode.kind === 'reply' ? mode.item.eventId : null);
    if (content === null) return this.#tooLong();
    this.text = '';
    this.mode = { kind: 'new' };
    await this.#deliver(content, () => this.#giveBack(typed, mode));
  }

  async #sendEdit(item: MessageItem): Promise<void> {
    const typed = this.text;
    const content = item.eventId === null ? null : textOf(typed, null);
    if (content === null) return this.#tooLong();
    this.cancel();
    if (item.eventId === null || content.kind !== 'text') return;
    const edit: Outgoing = { kind: 'edit', target: item.eventId, body: content.body, html: content.html };
    await this.#deliver(edit, () => {
      this.#stash = this.text;
      this.mode = { kind: 'edit', item };
      this.text = typed;
    });
  }

  /** The files in order; what is written is the caption of the first. Those that cannot leave stay with the words. */
  async #sendFiles(): Promise<void> {
    if (this.text.length > maxCaption) return this.#tooLong();
    this.sending = true;
    try {
      for (const upload of this.uploads) await this.#sendFile(upload);
    } catch (error) {
      this.problem = asCoded(error);
    } finally {
      this.sending = false;
    }
  }

  async #sendFile(upload: Upload): Promise<void> {
    const attachmentId = await upload.done.catch((error: unknown) => {
      if (upload.error === null) return null;
      throw error;
    });
    // Taken away while it was handed over.
    if (attachmentId === null || !this.uploads.includes(upload)) return;
    const [caption, mode] = [this.text, this.mode];
    const replyTo = mode.kind === 'reply' ? mode.item.eventId : null;
    await this.#submit({ kind: 'attachment', attachmentId, caption: caption.trim(), replyTo }, upload.id as TransactionId);
    upload.markSent();
    this.uploads = this.uploads.filter((one) => one !== upload);
    if (this.text === caption) this.text = '';
    if (this.mode === mode) this.mode = { kind: 'new' };
    await this.keepDraft();
  }

  async #deliver(content: Outgoing, giveBack: () => void): Promise<void> {
    const key = JSON.stringify(content);
    const known = this.#unconfirmed?.content === key ? this.#unconfirmed : null;
    const sending = known ?? { content: key, transactionId: crypto.randomUUID() as TransactionId };
    this.#unconfirmed = sending;
    try {
      await this.#submit(content, sending.transactionId);
      if (this.#unconfirmed === sending) this.#unconfirmed = null;
      // Only now: until main had it, the draft on disk was the one copy.
      await this.keepDraft();
    } catch (error) {
      this.problem = asCoded(error);
      giveBack();
    }
  }

  #giveBack(typed: string, mode: ComposerMode): void {
    this.text = this.text === '' ? typed : `${typed}\n${this.text}`;
    if (this.mode.kind === 'new') this.mode = mode;
    this.#scheduleDraft();
  }

  #tooLong(): void {
    this.problem = new CodedError('message.too-large', 'longer than a message may be');
  }

  async #submit(content: Outgoing, transactionId: TransactionId): Promise<void> {
    await this.#client.call('messages.send', { ...this.#room, transactionId, content });
  }
}

const asCoded = (error: unknown): CodedError =>
  error instanceof CodedError ? error : new CodedError('internal', 'a message could not be queued');

/** The message for what was typed, `/me` included; the body is what was typed. Null when it is too long. */
const textOf = (typed: string, replyTo: EventId | null): Outgoing | null => {
  const emote = typed.startsWith('/me ') && typed.slice(4).trim() !== '';
  const body = emote ? typed.slice(4) : typed;
  if (body.length > maxBody) return null;
  const html = markdownToHtml(body);
  return { kind: 'text', style: emote ? 'emote' : 'text', body, html: html !== null && html.length <= 2 * maxBody ? html : null, replyTo };
};
