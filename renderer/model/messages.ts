import type { AccountId, CallOutput, EventId, MessageItem, Outgoing, RoomId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';

/** What an agent asks of single messages of one room. All reject with `CodedError`. */
export class MessageCalls {
  readonly #client: Client;
  readonly #room: { accountId: AccountId; roomId: RoomId };

  constructor(client: Client, accountId: AccountId, roomId: RoomId) {
    this.#client = client;
    this.#room = { accountId, roomId };
  }

  async permalink(eventId: EventId): Promise<string> {
    return (await this.#client.call('conversation.permalink', { ...this.#room, eventId })).url;
  }
  source(eventId: EventId): Promise<CallOutput<'conversation.source'>> {
    return this.#client.call('conversation.source', { ...this.#room, eventId });
  }
  versions(eventId: EventId): Promise<CallOutput<'conversation.versions'>> {
    return this.#client.call('conversation.versions', { ...this.#room, eventId });
  }
  reactors(eventId: EventId): Promise<CallOutput<'conversation.reactors'>> {
    return this.#client.call('conversation.reactors', { ...this.#room, eventId });
  }
  /** What the server finds at an address, which it then knows. */
  previewLink(url: string): Promise<CallOutput<'conversation.previewLink'>> {
    return this.#client.call('conversation.previewLink', { accountId: this.#room.accountId, url });
  }
  /** Largest file that the server takes, in bytes. */
  async uploadLimit(): Promise<number> {
    return (await this.#client.call('attachments.limit', { accountId: this.#room.accountId })).limit;
  }
  async pin(eventId: EventId, pinned: boolean): Promise<void> {
    await this.#client.call('conversation.pin', { ...this.#room, eventId, pinned });
  }
  /** Gives the file of a message to another program, or to where the agent drops it. */
  async giveFile(call: 'media.open' | 'media.drag', { eventId }: MessageItem): Promise<void> {
    if (eventId !== null) await this.#client.call(call, { ...this.#room, eventId });
  }
  /** The first message at or after a time (milliseconds). */
  async atDate(at: number): Promise<EventId> {
    return (await this.#client.call('conversation.atDate', { ...this.#room, at })).eventId;
  }
  async report(eventId: EventId, reason: string): Promise<void> {
    await this.#client.call('conversation.report', { ...this.#room, eventId, reason });
  }

  /** Sends messages to other rooms. */
  async forward(items: readonly MessageItem[], to: readonly RoomId[]): Promise<void> {
    const eventIds = items.flatMap(({ eventId }) => eventId ?? []);
    await this.#client.call('conversation.forward', { ...this.#room, eventIds, to: [...to] });
  }

  /** Deletes messages for everybody, each through the send queue. */
  async remove(items: readonly MessageItem[], reason: string): Promise<void> {
    for (const { eventId } of items)
      if (eventId !== null) await this.#send({ kind: 'redaction', target: eventId, reason: reason.trim() || null });
  }

  async #send(content: Outgoing): Promise<void> {
    const transactionId = crypto.randomUUID() as NonNullable<MessageItem['transactionId']>;
    await this.#client.call('messages.send', { ...this.#room, transactionId, content });
  }
}
