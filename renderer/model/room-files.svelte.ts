import type { AccountId, MessageContent, RoomFile, RoomId, UserId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Task } from './task.svelte.ts';

export type FileContent = Extract<MessageContent, { url: unknown }>;
export type FileKind = 'all' | 'images' | 'videos' | 'sounds' | 'files';
export type FilePeriod = 'any' | 'week' | 'month' | 'year';

/** How long typing may pause before it is searched for, in milliseconds. */
const pauseMs = 200;
const day = 86_400_000;
const periods: Record<FilePeriod, number | null> = { any: null, week: 7 * day, month: 31 * day, year: 366 * day };

/** The files of a room: what is asked for, what is here, and whether there is more. */
export class RoomFiles {
  kind = $state<FileKind>('all');
  name = $state('');
  sender = $state<UserId | ''>('');
  period = $state<FilePeriod>('any');
  files = $state.raw<readonly RoomFile[]>([]);
  /** Who sent any of what was seen so far, by their name. */
  senders = $state.raw<ReadonlyMap<UserId, string>>(new Map());
  /** Whether what is shown is what was asked for. */
  settled = $state(false);
  /** False where older messages are not on this machine. */
  complete = $state(true);
  waiting = $state(0);
  /** Older history is asked of the server. */
  looking = $state(false);
  readonly task = new Task();
  readonly #client: Client;
  readonly #room: { accountId: AccountId; roomId: RoomId };
  #next = $state<number | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client, accountId: AccountId, roomId: RoomId) {
    this.#client = client;
    this.#room = { accountId, roomId };
  }

  isOf(accountId: AccountId, roomId: RoomId): boolean {
    return this.#room.accountId === accountId && this.#room.roomId === roomId;
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  /** The question, or the room, changed: it is asked once the agent pauses. */
  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.run(), pauseMs);
  }

  /** Asks at once, giving up what is still under way. */
  async run(): Promise<void> {
    clearTimeout(this.#timer);
    this.task.cancel();
    await Promise.resolve();
    const answer = await this.#ask(null);
    if (!answer) return;
    this.files = answer.files;
    this.settled = true;
  }

  /** The next page. */
  async more(): Promise<void> {
    if (this.#next === null || this.task.busy) return;
    const answer = await this.#ask(this.#next);
    if (answer) this.files = [...this.files, ...answer.files];
  }

  /** Brings older history, and looks again. Rejects with `CodedError`. */
  async lookFurther(): Promise<void> {
    this.looking = true;
    try {
      await this.#client.call('conversation.loadOlder', this.#room);
      await this.run();
    } finally {
      this.looking = false;
    }
  }

  /** Nobody looks any more: what is under way is given up, what is here stays. */
  leave(): void {
    clearTimeout(this.#timer);
    this.task.cancel();
  }

  async #ask(cursor: number | null) {
    const { kind, name, sender, period } = this;
    const back = periods[period];
    const from = back === null ? null : Date.now() - back;
    const request = { ...this.#room, kind, name, sender: sender === '' ? null : sender, from, to: null, cursor };
    const done = await this.task.run((signal) => this.#client.call('conversation.files', request, { signal }));
    if (!done) return null;
    const { files, next, complete, waiting } = done.value;
    this.#next = next;
    this.complete = complete;
    this.waiting = waiting;
    this.senders = new Map([...this.senders, ...files.map((file) => [file.sender.userId, file.sender.name] as const)]);
    return done.value;
  }
}
