import type { AccountId, RoomId, ScheduledMessage, TransactionId } from '../../preload/contract/index.ts';
import { CodedError } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { textMessage } from './composer-outgoing.ts';
import type { ComposerModel } from './composer.svelte.ts';
import { Task } from './task.svelte.ts';

/** Messages of a room that the server will send later, and handing it one more. */
export class ScheduledMessages {
  messages = $state.raw<readonly ScheduledMessage[]>([]);
  /** How far ahead the server takes them, in milliseconds; null: not at all; undefined until it is known. */
  maxDelayMs = $state<number | null>();
  readonly task = new Task();
  readonly #client: Client;
  readonly #accountId: AccountId;
  readonly #roomId: RoomId;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #closed = false;

  constructor(client: Client, accountId: AccountId, roomId: RoomId) {
    this.#client = client;
    this.#accountId = accountId;
    this.#roomId = roomId;
  }

  /** Asks what the server takes and holds. Without an answer nothing is shown, and it may be asked again. */
  async load(): Promise<void> {
    try {
      const { maxDelayMs } = await this.#client.call('scheduled.support', { accountId: this.#accountId });
      this.maxDelayMs = maxDelayMs;
      if (maxDelayMs !== null) await this.#list();
    } catch {
      // Offline, or the server is busy: the next look asks again.
    }
  }

  /** Hands over what is written. True once the server has it; the field is empty then. */
  async schedule(composer: ComposerModel, sendAt: number): Promise<boolean> {
    const content = textMessage(composer.document, 'text', composer.place);
    const done = await this.task.run(async () => {
      if (content === null) throw new CodedError('message.too-large', 'longer than a message may be');
      const transactionId = crypto.randomUUID() as TransactionId;
      await this.#client.call('scheduled.create', { ...this.#room, transactionId, content, sendAt });
      composer.clear();
    });
    if (done !== null) await this.load();
    return done !== null;
  }

  async act(message: ScheduledMessage, action: 'cancel' | 'send'): Promise<void> {
    await this.task.run(() => this.#client.call('scheduled.act', { ...this.#room, delayId: message.delayId, action }));
    await this.load();
  }

  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  get #room(): { accountId: AccountId; roomId: RoomId } {
    return { accountId: this.#accountId, roomId: this.#roomId };
  }

  async #list(): Promise<void> {
    const { messages } = await this.#client.call('scheduled.list', this.#room);
    this.messages = messages;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const [next] = messages;
    if (next === undefined || this.#closed) return;
    // Once it is sent it is in the conversation; timers end at 24 days.
    this.#timer = setTimeout(() => void this.load(), Math.min(2_000_000_000, Math.max(1000, next.sendAt - Date.now() + 1000)));
  }
}
