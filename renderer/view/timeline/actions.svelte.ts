import { createContext, onDestroy } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type { EventId, FeedMeta, MessageItem, QueuedMessage, RoomSummary } from '../../../preload/contract/index.ts';
import {
  composerOf,
  MessageCalls,
  Selection,
  SendQueue,
  type App,
  type ComposerModel,
  type Scan,
  type TimelineModel,
} from '../../model/index.ts';
import { oneLine, t } from '../../text/index.ts';
import { getAppContext, type MediaSource } from '../index.ts';
import { nextVoice } from './content/tracks.ts';
import type { Jumps } from './jumps.svelte.ts';
import { copyText } from './message.ts';
import { leadingAnswers } from './poll.ts';
import { copySeveral } from './words.ts';

/** A dialog about messages. */
export type MessageDialog =
  | { name: 'date'; from: number }
  | { name: 'remove' | 'forward'; items: readonly MessageItem[] }
  | { name: 'source' | 'versions' | 'reactors' | 'report' | 'end-poll' | 'preview'; item: MessageItem };

/**
 * What rows and dialogs may ask of the conversation that holds them. A failure is told and changes nothing.
 * Made by the screen that shows it.
 */
export class Actions {
  readonly jumps: Jumps;
  readonly calls: MessageCalls;
  readonly mediaSource: MediaSource;
  readonly selection = new Selection();
  /** Rows whose link the agent wants to see a preview of. */
  readonly previewed = new SvelteSet<string>();
  /** The dialog that is open. */
  dialog = $state.raw<MessageDialog | null>(null);
  /** The picture that is looked at. */
  viewing = $state.raw<MessageItem | null>(null);
  /** Opens the thread that begins with a message, or begins one; null within a thread. */
  readonly openThread: ((item: MessageItem) => void) | null;
  readonly #app: App;
  readonly #model: TimelineModel;
  readonly #composer: ComposerModel;
  readonly #queue: SendQueue;
  readonly #room: () => RoomSummary;

  constructor(model: TimelineModel, jumps: Jumps, room: () => RoomSummary) {
    const { app, client, mediaSource } = getAppContext();
    const { accountId, roomId, thread } = model;
    this.#app = app;
    this.#model = model;
    this.#room = room;
    this.#composer = composerOf(client, accountId, roomId, thread);
    this.#queue = new SendQueue(client, accountId, roomId);
    this.jumps = jumps;
    this.calls = new MessageCalls(client, accountId, roomId);
    this.mediaSource = mediaSource;
    this.openThread = thread === null ? ({ eventId }) => eventId !== null && app.navigation.openThread(eventId) : null;
    onDestroy(() => this.#queue.close());
  }

  get room(): RoomSummary {
    return this.#room();
  }
  /** Whether the agent is in the room: of one that she is not in any more, messages are read and copied alone. */
  get present(): boolean {
    return this.room.membership === 'join';
  }
  get canReact(): boolean {
    return this.room.canSend;
  }
  get rights(): FeedMeta<'timeline'>['rights'] {
    return this.#model.meta?.rights ?? { redact: false, pin: false };
  }
  /** The chosen messages that are still here. */
  get selected(): readonly MessageItem[] {
    return this.selection.among(this.#model.rows);
  }

  reply(item: MessageItem): void {
    this.#composer.startReply(item);
  }

  edit(item: MessageItem): void {
    this.#composer.startEdit(item);
  }

  react(item: MessageItem, key: string): void {
    this.#attempt(this.calls.toggleReaction(item, key));
  }

  /** Nothing takes a vote back. */
  vote(item: MessageItem, answers: readonly string[]): void {
    this.#attempt(this.calls.vote(item, answers));
  }

  endPoll(item: MessageItem): void {
    this.closeDialog();
    const leading = item.content.kind === 'poll' ? leadingAnswers(item.content, item.poll?.results ?? null) : '';
    this.#attempt(this.calls.endPoll(item, leading === '' ? t().polls.endedBody : t().polls.endedWith(leading.slice(0, 900))));
  }

  remove(items: readonly MessageItem[], reason: string): void {
    this.closeDialog(true);
    this.#attempt(this.calls.remove(items, reason));
  }

  retry(item: MessageItem): void {
    this.#attempt(this.calls.retry(item));
  }

  discard(item: MessageItem): void {
    this.#attempt(this.calls.discard(item));
  }

  copy(item: MessageItem): void {
    this.#attempt(this.#copy(copyText(item) ?? '', t().timeline.copied));
  }

  copyLink(item: MessageItem): void {
    if (item.eventId !== null) this.#attempt(this.#copyLink(item.eventId));
  }

  copySelected(): void {
    const items = this.selected;
    this.#attempt(this.#copy(copySeveral(items), t().messages.selection.copied(items.length)).then(() => this.selection.end()));
  }

  pin(item: MessageItem, pinned: boolean): void {
    if (item.eventId !== null) this.#attempt(this.#pin(item.eventId, pinned));
  }

  /** Shows what a link of it leads to; of an encrypted room, the agent is asked first. */
  preview(item: MessageItem): void {
    if (this.room.encrypted) this.show({ name: 'preview', item });
    else this.showPreview(item);
  }

  showPreview(item: MessageItem): void {
    this.closeDialog();
    this.previewed.add(item.id);
  }

  /** Goes to the first message at or after a time (milliseconds). */
  goToDate(at: number): void {
    this.closeDialog();
    this.#attempt(this.#goToDate(at));
  }

  openLink(url: string): void {
    this.#attempt(this.calls.openLink(url));
  }

  openImage(item: MessageItem): void {
    this.viewing = item;
  }

  /** With the program that the system has for it. */
  open(item: MessageItem): void {
    this.#attempt(this.calls.openFile(item));
  }

  /** Out of the window. */
  drag(item: MessageItem): void {
    this.#attempt(this.calls.dragFile(item));
  }

  save(item: MessageItem): void {
    if (item.eventId !== null) this.saveFile(item.eventId, 'name' in item.content ? item.content.name : '');
  }

  saveFile(eventId: EventId, name: string): void {
    this.#attempt(this.#saveFile(eventId, name));
  }

  /** How far the file of a message is on its way to the server, in bytes. */
  progress(item: MessageItem): QueuedMessage['upload'] {
    return this.#queue.uploadOf(item.transactionId);
  }

  /** What the antivirus says of the file of a message; null where nothing is scanned. */
  scan({ eventId }: MessageItem): Scan | null {
    const { accountId, roomId } = this.#model;
    return this.#app.account?.contentScanner && eventId !== null ? this.#app.scans.of(accountId, roomId, eventId) : null;
  }

  /** The voice message that is heard after this one, or null. */
  nextVoice(item: MessageItem): MessageItem | null {
    return nextVoice(this.#model.rows, item);
  }

  show(dialog: MessageDialog): void {
    this.dialog = dialog;
  }

  /** `done`: what was asked for is under way. */
  closeDialog(done = false): void {
    this.dialog = null;
    if (done) this.selection.end();
  }

  #attempt(work: Promise<unknown>): void {
    void this.#app.attempt(work);
  }

  async #copy(text: string, told: string): Promise<void> {
    await navigator.clipboard.writeText(text);
    this.#app.toasts.say(told);
  }

  async #copyLink(eventId: EventId): Promise<void> {
    await this.#copy(await this.calls.permalink(eventId), t().messages.linkCopied);
  }

  async #pin(eventId: EventId, pinned: boolean): Promise<void> {
    await this.calls.pin(eventId, pinned);
    this.#app.toasts.say(pinned ? t().messages.pinned.done : t().messages.pinned.undone);
  }

  async #goToDate(at: number): Promise<void> {
    const { accountId, roomId } = this.#model;
    this.#app.navigation.openMessage(accountId, roomId, await this.calls.atDate(at));
  }

  async #saveFile(eventId: EventId, name: string): Promise<void> {
    if (await this.calls.save(eventId)) this.#app.toasts.say(t().timeline.saved(oneLine(name, 80)));
  }
}

export const [getActions, setActions] = createContext<Actions>();
