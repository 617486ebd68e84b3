import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { transactionId, type AccountId, type EventId, type RoomId } from '../../preload/contract/index.ts';
import type { Logger } from '../log/index.ts';
import type { LiveAccount } from '../matrix/index.ts';

/** What was typed in a notification, and the message that it answers. */
export interface Reply {
  accountId: AccountId;
  roomId: RoomId;
  text: string;
  /** Null where a former run had shown the notification. */
  message: { eventId: EventId; thread: EventId | null } | null;
}

export interface RepliesParts {
  find(accountId: AccountId): LiveAccount | null;
  onOpened(listener: (account: LiveAccount) => void): unknown;
  /** The reply could not be put in the queue: it is a draft now, or lies here until its account is open. */
  onKept(reply: Reply): void;
  log: Logger;
}

/** Longer than any field of a notification takes; what is above is cut by the queue's own limits. */
const longest = 60_000;

/**
 * Answers typed in notifications. They go to the send queue, which is on disk; where that cannot be,
 * they become the draft of their conversation; where the account is not open, they wait for it.
 */
export class Replies {
  readonly #parts: RepliesParts;
  readonly #waiting: Reply[] = [];

  constructor(parts: RepliesParts) {
    this.#parts = parts;
    parts.onOpened((account) => this.#opened(account));
  }

  async send(reply: Reply): Promise<void> {
    const account = this.#parts.find(reply.accountId);
    if (reply.text.trim() === '') return;
    if (account === null) {
      this.#waiting.push(reply);
      return this.#parts.onKept(reply);
    }
    try {
      this.#queue(account, reply);
    } catch (error) {
      this.#parts.log.warn('a reply from a notification was not queued', { error });
      this.#keepAsDraft(account, reply);
      return this.#parts.onKept(reply);
    }
    if (reply.message !== null && reply.message.thread === null) await account.rooms.markRead(reply.roomId, reply.message.eventId);
  }

  #queue({ queue }: LiveAccount, { roomId, text, message }: Reply): void {
    const thread = message?.thread ? { root: message.thread, latest: message.eventId } : null;
    const body = text.trim().slice(0, longest);
    const content = { kind: 'text', style: 'text', body, html: null, mentions: undefined, replyTo: null, thread } as const;
    queue.send(roomId, v.parse(transactionId, randomUUID()), content);
  }

  #keepAsDraft(account: LiveAccount, { roomId, text, message }: Reply): void {
    const thread = message?.thread ?? null;
    const before = account.precious.draft(roomId, thread);
    const words = [before?.text ?? '', text].filter((part) => part !== '').join('\n');
    account.saveDraft(roomId, thread, { text: words, state: null });
  }

  #opened(account: LiveAccount): void {
    const mine = this.#waiting.filter(({ accountId }) => accountId === account.accountId);
    for (const reply of mine) {
      this.#waiting.splice(this.#waiting.indexOf(reply), 1);
      void this.send(reply).catch((error: unknown) => this.#parts.log.warn('a reply from a notification was not sent', { error }));
    }
  }
}
