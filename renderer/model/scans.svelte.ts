import { CodedError, type AccountId, type EventId, type RoomId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';

const keptCount = 2000;

/** What the antivirus says of the files of one message. */
export class Scan {
  state = $state<'scanning' | 'clean' | 'unsafe' | 'forbidden-type' | 'failed'>('scanning');
  error = $state.raw<CodedError | null>(null);
  readonly #ask: () => Promise<{ verdict: 'clean' | 'unsafe' | 'forbidden-type' }>;

  constructor(ask: () => Promise<{ verdict: 'clean' | 'unsafe' | 'forbidden-type' }>) {
    this.#ask = ask;
    void this.#listen();
  }

  /** Asks again after a failure. */
  retry(): void {
    this.state = 'scanning';
    this.error = null;
    void this.#listen();
  }

  async #listen(): Promise<void> {
    try {
      this.state = (await this.#ask()).verdict;
    } catch (error) {
      this.state = 'failed';
      this.error = error instanceof CodedError ? error : new CodedError('internal', 'the scan failed');
    }
  }
}

/** Verdicts on messages that were drawn, so that one that comes back into view does not wait again. */
export class Scans {
  readonly #client: Client;
  readonly #scans = new Map<string, Scan>();

  constructor(client: Client) {
    this.#client = client;
  }

  of(accountId: AccountId, roomId: RoomId, eventId: EventId): Scan {
    const key = JSON.stringify([accountId, eventId]);
    const scan = this.#scans.get(key) ?? new Scan(() => this.#client.call('media.scan', { accountId, roomId, eventId }));
    this.#scans.delete(key);
    this.#scans.set(key, scan);
    const [oldest] = this.#scans.keys();
    if (oldest !== undefined && this.#scans.size > keptCount) this.#scans.delete(oldest);
    return scan;
  }
}
