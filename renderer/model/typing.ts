import type { AccountId, RoomId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';

/** Told again this often while typing goes on, and taken back this long after the last key; milliseconds. */
const repeatMs = 4_000;
const idleMs = 6_000;

/** Tells the others that the agent is typing, without telling every key. */
export class TypingNotice {
  readonly #tell: (typing: boolean) => void;
  #toldAt = 0;
  #idle: ReturnType<typeof setTimeout> | null = null;

  constructor(client: Client, accountId: AccountId, roomId: RoomId) {
    // A notice that is lost is no loss.
    this.#tell = (typing) => void client.call('rooms.setTyping', { accountId, roomId, typing }).catch(() => undefined);
  }

  /** A key was pressed; `writing` is false when nothing is left to send. */
  typed(writing: boolean): void {
    if (!writing) return this.stop();
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.stop(), idleMs);
    const now = Date.now();
    if (now - this.#toldAt < repeatMs) return;
    this.#toldAt = now;
    this.#tell(true);
  }

  /** The message left, or the agent did. */
  stop(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    if (this.#toldAt === 0) return;
    this.#toldAt = 0;
    this.#tell(false);
  }
}
