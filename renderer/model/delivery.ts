import type { AccountId, EventId, MessageItem, MessageRef, Outgoing, RoomId, TransactionId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';

/** The conversation that is open over a composer. */
export type OpenConversation = {
  /** The newest message that the agent may still change. */
  readonly lastEditable: MessageItem | null;
  /** The newest message of it, whoever wrote it. */
  readonly latest: EventId | null;
  /** A message of it, as it stands now; null where it is not here. */
  find: (ref: MessageRef) => MessageItem | null;
  /** Draws a message before main has it. */
  expect: (content: Outgoing, transactionId: TransactionId) => void;
  /** Takes it back: main did not take it. */
  forget: (transactionId: TransactionId) => void;
};

/** How the messages of one composer come into the send queue. */
export class Delivery {
  readonly #client: Client;
  readonly #room: { accountId: AccountId; roomId: RoomId };
  readonly #conversation: () => OpenConversation | null;
  /** The words that main did not confirm: asked again for the same, they keep their transaction id. */
  #unconfirmed: { content: string; transactionId: TransactionId } | null = null;

  constructor(client: Client, room: { accountId: AccountId; roomId: RoomId }, conversation: () => OpenConversation | null) {
    this.#client = client;
    this.#room = room;
    this.#conversation = conversation;
  }

  /** Once it is in the queue. Rejects with `CodedError`. */
  async submit(content: Outgoing, transactionId: TransactionId): Promise<void> {
    this.#conversation()?.expect(content, transactionId);
    await this.#client.call('messages.send', { ...this.#room, transactionId, content });
  }

  /** The same for words, of which the field was emptied already: where main does not take them, nothing of them stays drawn. */
  async submitWords(content: Outgoing): Promise<void> {
    const key = JSON.stringify(content);
    const known = this.#unconfirmed?.content === key ? this.#unconfirmed : null;
    const sending = known ?? { content: key, transactionId: crypto.randomUUID() as TransactionId };
    this.#unconfirmed = sending;
    try {
      await this.submit(content, sending.transactionId);
      if (this.#unconfirmed === sending) this.#unconfirmed = null;
    } catch (error) {
      this.#conversation()?.forget(sending.transactionId);
      throw error;
    }
  }
}
