import {
  CodedError,
  type AccountId,
  type EventId,
  type MessageItem,
  type NewPoll,
  type Outgoing,
  type RoomId,
  type TransactionId,
  type UserId,
} from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { documentOf, plainDocument, written, type Document } from '../text/index.ts';
import { act, type ActName } from './composer-acts.ts';
import { askedOf, asCode, shrugged, spoilered, withMeeting, type Command, type CommandName } from './composer-commands.ts';
import { fromKept, toKept } from './composer-draft.ts';
import { ComposerVoice } from './composer-voice.svelte.ts';
import { quoted, type ComposerMode, type Quoted } from './composer-mode.ts';
import { captionOf, editMessage, plainMessage, textMessage, type Place } from './composer-outgoing.ts';
import { isEditable } from './timeline.svelte.ts';
import { TypingNotice } from './typing.ts';
import { Upload, type FileSource } from './upload.svelte.ts';

const draftDelayMs = 300;

type Echo = { expect: (content: Outgoing, transactionId: TransactionId) => void; forget: (transactionId: TransactionId) => void };
type Sending = { content: string; transactionId: TransactionId };
/** Nothing to do without words after it. A topic without words is removed. */
const needsWords: ReadonlySet<CommandName> = new Set(['me', 'plain', 'spoiler', 'code', 'name', 'nick']);
type Held = { document: Document; mode: ComposerMode };

/** What the agent writes in one room, or in one thread of it. Outlives its screen, so that nothing is lost by looking elsewhere. */
export class ComposerModel {
  readonly accountId: AccountId;
  readonly roomId: RoomId;
  /** First message of the thread, or null. */
  readonly thread: EventId | null;
  /** Set through `write` by the field, else by the model, which then raises `generation`. */
  document = $state.raw<Document>(plainDocument(''));
  /** Raised when `document` changed by another hand than the field's, which then shows it. */
  generation = $state(0);
  mode = $state.raw<ComposerMode>({ kind: 'new' });
  uploads = $state.raw<readonly Upload[]>([]);
  problem = $state.raw<CodedError | null>(null);
  /** A line that begins with `/` and is no command: the agent is asked. */
  unknownCommand = $state<string | null>(null);
  /** Files are being handed over for a message that was asked to leave, or a command is at work. */
  sending = $state(false);
  /** True once the kept draft is here, so that typing never races with it. */
  restored = $state(false);
  /** Whether the agent may notify all who are in the room. */
  canNotifyRoom = false;
  /** Who the agent is; null while it is not known. */
  self: UserId | null = null;
  /** Where video meetings are held; null while it is not known. */
  meetings: string | null = null;
  /** Gives the newest message that may be edited; set by the conversation that is open. */
  lastEditable: () => MessageItem | null = () => null;
  /** Draws a message before main has it, and takes it back where main refuses it; set by the conversation that is open. */
  echo: Echo = { expect: () => undefined, forget: () => undefined };
  /** Gives the newest message of the thread that is written in; set by the thread that is open. */
  latestInThread: () => EventId | null = () => null;
  /** Hears of a command that did its work. */
  onCommand: (name: CommandName) => void = () => undefined;
  readonly voice: ComposerVoice;
  readonly #client: Client;
  readonly #typing: TypingNotice;
  /** Not a `$derived`: that would end with the screen that happened to make the model. */
  #body: { of: Document; text: string } | null = null;
  #stash = plainDocument('');
  #draftTimer: ReturnType<typeof setTimeout> | null = null;
  #kept = '';
  /** Sends that main did not confirm: asked again for the same words, they keep their transaction id. */
  #unconfirmed: Sending | null = null;

  constructor(client: Client, accountId: AccountId, roomId: RoomId, thread: EventId | null = null) {
    this.#client = client;
    this.accountId = accountId;
    this.roomId = roomId;
    this.thread = thread;
    this.#typing = new TypingNotice(client, accountId, roomId);
    this.voice = new ComposerVoice({
      client,
      accountId,
      roomId,
      place: () => this.place,
      submit: (content, transactionId) => this.#submit(content, transactionId),
      onSent: () => this.mode.kind === 'reply' && this.cancel(),
      onProblem: (problem) => (this.problem = problem),
    });
    void this.#restore();
  }

  /** The words alone. */
  get text(): string {
    const { document } = this;
    if (this.#body?.of !== document) this.#body = { of: document, text: written(document).body };
    return this.#body.text;
  }
  get empty(): boolean {
    return this.text.trim() === '' && this.uploads.length === 0;
  }
  /** Nothing here that leaving could lose. */
  get idle(): boolean {
    return this.empty && this.voice.recording === null && this.mode.kind === 'new' && !this.sending && this.problem === null;
  }

  /** The agent typed: `document` is the whole field. */
  write(document: Document): void {
    this.document = document;
    this.unknownCommand = null;
    this.#typing.typed(this.text.trim() !== '' && !this.text.startsWith('/'));
    this.#scheduleDraft();
  }

  startReply(item: MessageItem): void {
    const target = quoted(item);
    if (target === null) return;
    if (this.mode.kind === 'edit') this.cancel();
    this.#setMode({ kind: 'reply', target });
  }

  startEdit(item: MessageItem): void {
    const target = quoted(item);
    if (target === null || !isEditable(item) || item.content.kind !== 'text') return;
    if (this.mode.kind !== 'edit') this.#stash = this.document;
    this.#show(documentOf(item.content.body, item.content.html, { room: this.canNotifyRoom }));
    this.#setMode({ kind: 'edit', target });
  }

  /** Edits the newest message of the agent, where there is one. */
  editLast(): boolean {
    const item = this.lastEditable();
    if (item) this.startEdit(item);
    return item !== null;
  }

  /** Leaves a reply or an edit; what was being written before an edit comes back. */
  cancel(): void {
    if (this.mode.kind === 'edit') this.#show(this.#stash);
    this.#setMode({ kind: 'new' });
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
    this.unknownCommand = null;
  }

  /**
   * Sends what is there, or does what it asks for. The field empties at once; if main does not take it, the
   * words come back. `asText`: a line that begins with `/` and is no command is sent as it is.
   */
  async send(options: { asText?: boolean } = {}): Promise<void> {
    if (this.empty || this.sending) return;
    this.problem = null;
    this.unknownCommand = null;
    this.#typing.stop();
    if (this.mode.kind === 'edit') return this.#sendEdit(this.mode.target);
    if (this.uploads.length > 0) return this.#sendFiles();
    const asked = askedOf(this.document);
    if (asked.kind === 'command') return this.#command(asked.command);
    if (asked.kind === 'unknown' && options.asText !== true) return void (this.unknownCommand = asked.word);
    return this.#sendText(textMessage(asked.kind === 'text' ? asked.document : this.document, 'text', this.place));
  }

  /** Sends a poll to where is written. True once it is in the queue; else `problem` tells why not. */
  async sendPoll(poll: NewPoll): Promise<boolean> {
    this.sending = true;
    this.problem = null;
    try {
      const { replyTo, thread } = this.place;
      const content: Outgoing = { kind: 'poll', ...poll, replyTo, ...(thread === null ? {} : { thread }) };
      await this.#submit(content, crypto.randomUUID() as TransactionId);
      if (this.mode.kind === 'reply') this.cancel();
      return true;
    } catch (error) {
      this.problem = asCoded(error);
      return false;
    } finally {
      this.sending = false;
    }
  }

  /** What a message of this moment belongs to. */
  get place(): Place {
    const replyTo = this.mode.kind === 'reply' ? this.mode.target.ref : null;
    if (this.thread === null) return { replyTo, thread: null };
    return { replyTo, thread: { root: this.thread, latest: this.latestInThread() ?? this.thread } };
  }

  /** Empties the field: what it held went another way. */
  clear(): void {
    this.#hold();
    void this.keepDraft();
  }

  /** The field lost the focus. */
  blur(): void {
    this.#typing.stop();
    void this.keepDraft();
  }

  /** Its room is forgotten: nothing of it is kept any more. */
  discard(): void {
    if (this.#draftTimer !== null) clearTimeout(this.#draftTimer);
    this.restored = false;
    for (const upload of this.uploads) upload.cancel();
  }

  /** Keeps the draft now. */
  async keepDraft(): Promise<void> {
    if (this.#draftTimer !== null) clearTimeout(this.#draftTimer);
    this.#draftTimer = null;
    if (!this.restored) return;
    const draft = toKept({ document: this.document, mode: this.mode, stash: this.#stash });
    const key = JSON.stringify(draft);
    if (key === this.#kept) return;
    this.#kept = key;
    try {
      await this.#client.call('drafts.save', { ...this.#room, thread: this.thread, ...draft });
    } catch (error) {
      this.#kept = '';
      if (error instanceof CodedError && error.code === 'store.disk-full') this.problem = error;
    }
  }

  get #room(): { accountId: AccountId; roomId: RoomId } {
    return { accountId: this.accountId, roomId: this.roomId };
  }

  async #restore(): Promise<void> {
    try {
      const kept = await this.#client.call('drafts.get', { ...this.#room, thread: this.thread });
      this.#kept = JSON.stringify({ text: kept.text, state: kept.state });
      const untouched = this.text === '' && this.mode.kind === 'new';
      const draft = fromKept(kept);
      if (untouched) {
        this.#stash = draft.stash;
        this.mode = draft.mode;
        this.#show(draft.document);
      }
    } catch {
      // Without its draft the room can still be written in; the draft stays where it is kept.
    } finally {
      this.restored = true;
      this.#scheduleDraft();
    }
  }

  #show(document: Document): void {
    this.document = document;
    this.generation += 1;
  }

  #setMode(mode: ComposerMode): void {
    this.mode = mode;
    this.#scheduleDraft();
  }

  #scheduleDraft(): void {
    if (this.#draftTimer !== null) clearTimeout(this.#draftTimer);
    this.#draftTimer = setTimeout(() => void this.keepDraft(), draftDelayMs);
  }

  #hold(): Held {
    const held = { document: this.document, mode: this.mode };
    this.#show(plainDocument(''));
    this.mode = { kind: 'new' };
    return held;
  }

  async #command({ name, rest }: Command): Promise<void> {
    if (needsWords.has(name) && written(rest).body.trim() === '') return;
    if (name === 'me') return this.#sendText(textMessage(rest, 'emote', this.place));
    if (name === 'plain') return this.#sendText(plainMessage(rest, this.place));
    if (name === 'spoiler') return this.#sendText(textMessage(spoilered(rest), 'text', this.place));
    if (name === 'code') return this.#sendText(textMessage(asCode(rest), 'text', this.place));
    if (name === 'shrug') return this.#sendText(textMessage(shrugged(rest), 'text', this.place));
    if (name === 'visio') return this.#meet(rest);
    return this.#act(name, rest);
  }

  #meet(rest: Document): Promise<void> {
    if (this.meetings === null) return this.#sendText(textMessage(this.document, 'text', this.place));
    return this.#sendText(textMessage(withMeeting(rest, this.meetings), 'text', this.place));
  }

  /** A command that is no message. The words stay until it is done; what opens a dialog is done at once. */
  async #act(name: ActName | 'leave' | 'help', rest: Document): Promise<void> {
    this.sending = true;
    try {
      if (name !== 'leave' && name !== 'help') await act({ client: this.#client, room: this.#room, self: this.self }, name, rest);
      this.#show(plainDocument(''));
      this.onCommand(name);
      await this.keepDraft();
    } catch (error) {
      this.problem = asCoded(error);
    } finally {
      this.sending = false;
    }
  }

  async #sendText(content: Outgoing | null): Promise<void> {
    if (content === null || (content.kind === 'text' && content.body === '')) return this.#tooLong(content);
    const held = this.#hold();
    await this.#deliver(content, () => this.#giveBack(held));
  }

  async #sendEdit(target: Quoted): Promise<void> {
    const { document } = this;
    const content = editMessage(document, target.ref);
    if (content === null) return this.#tooLong(content);
    this.cancel();
    await this.#deliver(content, () => {
      this.#stash = this.document;
      this.mode = { kind: 'edit', target };
      this.#show(document);
    });
  }

  /** The files in order; what is written is the caption of the first. Those that cannot leave stay with the words. */
  async #sendFiles(): Promise<void> {
    if (captionOf(this.document) === null) return this.#tooLong(null);
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
    const { document, mode, place } = this;
    const caption = captionOf(document);
    if (caption === null) return this.#tooLong(null);
    const { thread, replyTo } = place;
    const content: Outgoing = { kind: 'attachment', attachmentId, ...caption, replyTo, ...(thread === null ? {} : { thread }) };
    await this.#submit(content, upload.id as TransactionId);
    upload.markSent();
    this.uploads = this.uploads.filter((one) => one !== upload);
    if (this.document === document) this.#show(plainDocument(''));
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
      this.echo.forget(sending.transactionId);
      this.problem = asCoded(error);
      giveBack();
    }
  }

  #giveBack({ document, mode }: Held): void {
    this.#show(this.text === '' ? document : { type: 'doc', content: [...document.content, ...this.document.content] });
    if (this.mode.kind === 'new') this.mode = mode;
    this.#scheduleDraft();
  }

  /** Nothing to send is no problem; too much is. */
  #tooLong(content: Outgoing | null): void {
    if (content === null && !this.empty) this.problem = new CodedError('message.too-large', 'longer than a message may be');
  }

  async #submit(content: Outgoing, transactionId: TransactionId): Promise<void> {
    this.echo.expect(content, transactionId);
    await this.#client.call('messages.send', { ...this.#room, transactionId, content });
  }
}

const asCoded = (error: unknown): CodedError =>
  error instanceof CodedError ? error : new CodedError('internal', 'a message could not be queued');
