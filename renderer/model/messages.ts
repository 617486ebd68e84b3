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
  /** Gives the file of a message to another program. */
  async openFile({ eventId }: MessageItem): Promise<void> {
    if (eventId !== null) await this.#client.call('media.open', { ...this.#room, eventId });
  }
  /** Gives the file of a message to where the agent drops it; to nowhere once they have let go, though it goes on coming here. */
  async dragFile({ eventId }: MessageItem): Promise<void> {
    if (eventId === null) return;
    const released = new AbortController();
    const release = (): void => released.abort();
    addEventListener('pointerup', release, { once: true });
    try {
      await this.#client.call('media.drag', { ...this.#room, eventId }, { signal: released.signal });
    } catch (error) {
      if (!released.signal.aborted) throw error;
    } finally {
      removeEventListener('pointerup', release);
    }
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

  /** Adds the agent's reaction, or takes it back. */
  async toggleReaction(item: MessageItem, key: string): Promise<void> {
    const target = item.eventId ?? item.transactionId;
    if (target === null) return;
    const mine = item.reactions.find((reaction) => reaction.key === key && reaction.own);
    if (!mine) return this.#send({ kind: 'reaction', target, key });
    if (mine.ownRef !== null) await this.#send({ kind: 'redaction', target: mine.ownRef, reason: null });
  }

  /** Votes in a poll; nothing takes a vote back. */
  async vote(item: MessageItem, answers: readonly string[]): Promise<void> {
    const target = item.eventId ?? item.transactionId;
    if (target !== null) await this.#send({ kind: 'vote', target, answers: [...answers] });
  }

  /** Ends a poll for everybody. `body` tells those whose application knows no polls. */
  async endPoll(item: MessageItem, body: string): Promise<void> {
    if (item.eventId !== null) await this.#send({ kind: 'poll-end', target: item.eventId, body });
  }

  /** Sends a failed message again. */
  async retry(item: MessageItem): Promise<void> {
    await this.#queued('messages.retry', item);
  }

  /** Takes a message that was not sent out of the queue. */
  async discard(item: MessageItem): Promise<void> {
    await this.#queued('messages.discard', item);
  }

  /** Saves the file of a message where the agent chooses. False when they cancelled. */
  async save(eventId: EventId): Promise<boolean> {
    const { saved } = await this.#client.call('media.save', { ...this.#room, eventId });
    return saved;
  }

  /** Opens a link outside. Rejects with `link.refused`. */
  async openLink(url: string): Promise<void> {
    await this.#client.call('app.openLink', { url });
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
  async #queued(name: 'messages.retry' | 'messages.discard', item: MessageItem): Promise<void> {
    if (item.transactionId !== null) await this.#client.call(name, { ...this.#room, transactionId: item.transactionId });
  }
}
