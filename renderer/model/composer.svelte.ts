import {
  CodedError,
  excerptOf,
  type AccountId,
  type AttachmentId,
  type EventId,
  type MessageItem,
  type NewPoll,
  type Outgoing,
  type RoomId,
  type TransactionId,
  type UserId,
} from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { documentOf, excerptText, plainDocument, written, type Document } from '../text/index.ts';
import { Attachments } from './attachments.svelte.ts';
import { act, isAct } from './composer-acts.ts';
import { askedOf, withMeeting, type Command, type CommandName } from './composer-commands.ts';
import type { Draft } from './composer-draft.ts';
import { ComposerVoice } from './composer-voice.svelte.ts';
import { quoted, type ComposerMode, type Quoted } from './composer-mode.ts';
import { captionOf, commandMessage, editMessage, textMessage, type Place } from './composer-outgoing.ts';
import { Delivery, type OpenConversation } from './delivery.ts';
import { DraftKeeper } from './draft-keeper.svelte.ts';
import { isEditable } from './timeline.svelte.ts';
import { TypingNotice } from './typing.ts';
import type { FileSource } from './upload.svelte.ts';

/** Nothing to do without words after it: a topic is removed in the settings of the room, not by a command half typed. */
const needsWords: ReadonlySet<CommandName> = new Set(['me', 'plain', 'spoiler', 'code', 'name', 'nick', 'topic']);
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
  problem = $state.raw<CodedError | null>(null);
  /** A line that begins with `/` and is no command: the agent is asked. */
  unknownCommand = $state<string | null>(null);
  /** Files are being handed over for a message that was asked to leave, or a command is at work. */
  sending = $state(false);
  /** Whether the agent may notify all who are in the room. */
  canNotifyRoom = false;
  /** Who the agent is; null while it is not known. */
  self: UserId | null = null;
  /** Where video meetings are held; null while it is not known. */
  meetings: string | null = null;
  /** Hears of a command that did its work. */
  onCommand: (name: CommandName) => void = () => undefined;
  readonly attachments: Attachments;
  readonly voice: ComposerVoice;
  readonly #client: Client;
  readonly #typing: TypingNotice;
  readonly #draft: DraftKeeper;
  readonly #delivery: Delivery;
  /** Not state: a field, which is kept, would hold every conversation that was ever over it. */
  #conversation: OpenConversation | null = null;
  /** Not a `$derived`: that would end with the screen that happened to make the model. */
  #body: { of: Document; text: string } | null = null;
  #stash = plainDocument('');

  constructor(client: Client, accountId: AccountId, roomId: RoomId, thread: EventId | null = null) {
    this.#client = client;
    this.accountId = accountId;
    this.roomId = roomId;
    this.thread = thread;
    this.#typing = new TypingNotice(client, accountId, roomId);
    this.#delivery = new Delivery(client, this.#room, () => this.#conversation);
    this.#draft = new DraftKeeper(
      client,
      { ...this.#room, thread },
      () => ({ document: this.document, mode: this.mode, stash: this.#stash }),
      (full) => (this.problem = full),
    );
    this.attachments = new Attachments(client, accountId);
    this.voice = new ComposerVoice({
      client,
      accountId,
      roomId,
      place: () => this.place,
      submit: (content, transactionId) => this.#delivery.submit(content, transactionId),
      onSent: () => this.mode.kind === 'reply' && this.cancel(),
      onProblem: (problem) => (this.problem = problem),
    });
    void this.#draft.restore((draft) => this.#take(draft));
  }

  /** The words alone. */
  get text(): string {
    const { document } = this;
    if (this.#body?.of !== document) this.#body = { of: document, text: written(document).body };
    return this.#body.text;
  }
  /** True once the kept draft is here. */
  get restored(): boolean {
    return this.#draft.restored;
  }
  get empty(): boolean {
    return this.text.trim() === '' && this.attachments.items.length === 0;
  }
  /** Nothing here that leaving could lose. */
  get idle(): boolean {
    return this.empty && this.voice.recording === null && this.mode.kind === 'new' && !this.sending && this.problem === null;
  }

  /** The message that is answered, in one line as it stands now; empty where none is. */
  get answered(): string {
    if (this.mode.kind !== 'reply') return '';
    const item = this.#conversation?.find(this.mode.target.ref);
    return item ? excerptText(excerptOf(item.content)) : this.mode.target.excerpt;
  }

  /** A conversation is open over it, until the function is called that is returned. One that opens later takes its place. */
  follow(conversation: OpenConversation): () => void {
    this.#conversation = conversation;
    return () => {
      if (this.#conversation === conversation) this.#conversation = null;
    };
  }

  /** The agent typed: `document` is the whole field. */
  write(document: Document): void {
    this.document = document;
    this.unknownCommand = null;
    this.#typing.typed(this.text.trim() !== '' && !this.text.startsWith('/'));
    this.#draft.soon();
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
    const item = this.#conversation?.lastEditable;
    if (item) this.startEdit(item);
    return Boolean(item);
  }

  /** Leaves a reply or an edit; what was being written before an edit comes back. */
  cancel(): void {
    if (this.mode.kind === 'edit') this.#show(this.#stash);
    this.#setMode({ kind: 'new' });
  }

  attach(sources: readonly FileSource[]): void {
    if (this.mode.kind === 'edit') this.cancel();
    this.attachments.add(sources);
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
    if (this.attachments.items.length > 0) return this.#sendFiles();
    const asked = askedOf(this.document);
    if (asked.kind === 'command') return this.#command(asked.command);
    if (asked.kind === 'unknown' && options.asText !== true) return void (this.unknownCommand = asked.word);
    return this.#sendText(textMessage(asked.kind === 'text' ? asked.document : this.document, 'text', this.place));
  }

  /** Sends a poll to where is written. True once it is in the queue; else `problem` tells why not. */
  sendPoll(poll: NewPoll): Promise<boolean> {
    this.problem = null;
    return this.#busy(async () => {
      const { replyTo, thread } = this.place;
      const content: Outgoing = { kind: 'poll', ...poll, replyTo, ...(thread === null ? {} : { thread }) };
      await this.#delivery.submit(content, crypto.randomUUID() as TransactionId);
      if (this.mode.kind === 'reply') this.cancel();
    });
  }

  /** What a message of this moment belongs to. */
  get place(): Place {
    const replyTo = this.mode.kind === 'reply' ? this.mode.target.ref : null;
    if (this.thread === null) return { replyTo, thread: null };
    return { replyTo, thread: { root: this.thread, latest: this.#conversation?.latest ?? this.thread } };
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
    this.#draft.end();
    this.attachments.cancel();
  }

  /** Keeps the draft now. */
  keepDraft(): Promise<void> {
    return this.#draft.now();
  }

  get #room(): { accountId: AccountId; roomId: RoomId } {
    return { accountId: this.accountId, roomId: this.roomId };
  }

  /** A draft came back; what was begun meanwhile goes before it. */
  #take({ document, mode, stash }: Draft): void {
    if (this.text !== '' || this.mode.kind !== 'new') return;
    this.#stash = stash;
    this.mode = mode;
    this.#show(document);
  }

  #show(document: Document): void {
    this.document = document;
    this.generation += 1;
  }

  #setMode(mode: ComposerMode): void {
    this.mode = mode;
    this.#draft.soon();
  }

  #hold(): Held {
    const held = { document: this.document, mode: this.mode };
    this.#show(plainDocument(''));
    this.mode = { kind: 'new' };
    return held;
  }

  async #command({ name, rest }: Command): Promise<void> {
    if (needsWords.has(name) && written(rest).body.trim() === '') return;
    if (name === 'visio') return this.#sendText(textMessage(this.#meeting(rest), 'text', this.place));
    const message = commandMessage(name, rest, this.place);
    return message === undefined ? this.#act(name, rest) : this.#sendText(message);
  }

  /** Where nobody knows a place to meet, the line as it was typed. */
  #meeting(rest: Document): Document {
    return this.meetings === null ? this.document : withMeeting(rest, this.meetings);
  }

  /** A command that is no message. The words stay until it is done; what opens a dialog is done at once. */
  async #act(name: CommandName, rest: Document): Promise<void> {
    await this.#busy(async () => {
      if (isAct(name)) await act({ client: this.#client, room: this.#room, self: this.self }, name, rest);
      this.#show(plainDocument(''));
      this.onCommand(name);
      await this.keepDraft();
    });
  }

  /** Work of which a failure is told, and leaves everything where it is. True once it is done. */
  async #busy(work: () => Promise<void>): Promise<boolean> {
    this.sending = true;
    try {
      await work();
      return true;
    } catch (error) {
      this.problem = asCoded(error);
      return false;
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
    await this.#busy(() => this.attachments.leave((attachmentId, transactionId) => this.#sendFile(attachmentId, transactionId)));
  }

  async #sendFile(attachmentId: AttachmentId, transactionId: TransactionId): Promise<void> {
    const { document, mode, place } = this;
    const caption = captionOf(document);
    if (caption === null) throw tooLong();
    const { thread, replyTo } = place;
    const content: Outgoing = { kind: 'attachment', attachmentId, ...caption, replyTo, ...(thread === null ? {} : { thread }) };
    await this.#delivery.submit(content, transactionId);
    if (this.document === document) this.#show(plainDocument(''));
    if (this.mode === mode) this.mode = { kind: 'new' };
    void this.keepDraft();
  }

  async #deliver(content: Outgoing, giveBack: () => void): Promise<void> {
    try {
      await this.#delivery.submitWords(content);
      // Only now: until main had it, the draft on disk was the one copy.
      await this.keepDraft();
    } catch (error) {
      this.problem = asCoded(error);
      giveBack();
    }
  }

  #giveBack({ document, mode }: Held): void {
    this.#show(this.text === '' ? document : { type: 'doc', content: [...document.content, ...this.document.content] });
    if (this.mode.kind === 'new') this.mode = mode;
    this.#draft.soon();
  }

  /** Nothing to send is no problem; too much is. */
  #tooLong(content: Outgoing | null): void {
    if (content === null && !this.empty) this.problem = tooLong();
  }
}

const tooLong = (): CodedError => new CodedError('message.too-large', 'longer than a message may be');
const asCoded = (error: unknown): CodedError =>
  error instanceof CodedError ? error : new CodedError('internal', 'a message could not be queued');
