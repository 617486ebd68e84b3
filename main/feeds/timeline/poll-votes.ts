import type { EventId, RoomId } from '../../../preload/contract/index.ts';
import type { Logger } from '../../log/index.ts';
import type { Account } from '../../matrix/index.ts';
import { isPollStart, readableEvent, type EventRecord } from '../../records/index.ts';

/** Votes of one poll that are asked for at most: more than a room has members. */
const mostVotes = 6000;

type Asking = { account: Pick<Account, 'conversation'>; roomId: RoomId; log: Logger };

/**
 * Asks the server once for the votes of each poll that is shown: some of them lie in history that
 * is not here. One that could not be had is asked for again after `retry`.
 */
export class PollVotes {
  readonly #asking: Asking;
  readonly #onVotes: (poll: EventId) => void;
  readonly #asked = new Set<EventId>();
  readonly #failed = new Set<EventId>();

  constructor(asking: Asking, onVotes: (poll: EventId) => void) {
    this.#asking = asking;
    this.#onVotes = onVotes;
  }

  look(events: readonly EventRecord[]): void {
    for (const event of events) {
      if (this.#asked.has(event.eventId) || event.redaction !== null || !isPollStart(readableEvent(event).type)) continue;
      this.#asked.add(event.eventId);
      void this.#ask(event.eventId);
    }
  }

  /** The connection is back. */
  retry(): void {
    for (const poll of this.#failed) this.#asked.delete(poll);
    this.#failed.clear();
  }

  async #ask(poll: EventId): Promise<void> {
    const { account, roomId, log } = this.#asking;
    try {
      await account.conversation.loadRelations(roomId, poll, 'm.reference', mostVotes);
      this.#onVotes(poll);
    } catch (error) {
      this.#failed.add(poll);
      log.info('votes of a poll were not loaded', { roomId, error });
    }
  }
}
