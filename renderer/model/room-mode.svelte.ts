import { CodedError, type AccountId, type RoomId, type RoomMode } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';

/** What one conversation notifies of. A choice is drawn at once, and taken back where it was refused. */
export class RoomModeChoice {
  /** Why the last choice was not kept. */
  error = $state.raw<CodedError | null>(null);
  wanted = $state<RoomMode | null>(null);
  readonly #client: Client;
  readonly #room: { accountId: AccountId; roomId: RoomId };
  #last: RoomMode = 'default';

  constructor(client: Client, room: { accountId: AccountId; roomId: RoomId }) {
    this.#client = client;
    this.#room = room;
  }

  async choose(mode: RoomMode): Promise<void> {
    this.#last = mode;
    this.wanted = mode;
    this.error = null;
    try {
      await this.#client.call('notifications.setRoomMode', { ...this.#room, mode });
    } catch (error) {
      if (this.#last !== mode) return;
      this.wanted = null;
      this.error = error instanceof CodedError ? error : new CodedError('internal', 'a choice was not kept');
    }
  }

  /** The last choice, once more. */
  retry(): Promise<void> {
    return this.choose(this.#last);
  }

  /** The server told what holds. */
  told(mode: RoomMode): void {
    if (this.wanted === mode) this.wanted = null;
  }
}
