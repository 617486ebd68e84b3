import type { AccountView } from '../../../preload/contract/index.ts';
import type { Hearers } from './hearers.ts';
import type { AccountParts } from './parts.ts';

/** `lastSyncAt` alone is told this often, in milliseconds. */
const clockStepMs = 60_000;
type Facts = Pick<AccountView, 'status' | 'connection' | 'problem' | 'lastSyncAt' | 'suspended' | 'move'>;

/** How an account stands with its server, and what the page sees of it. */
export class Standing {
  readonly #parts: AccountParts;
  readonly #hearers: Hearers<AccountView>;
  #facts: Facts;

  constructor(parts: AccountParts, status: Facts['status'], hearers: Hearers<AccountView>) {
    this.#parts = parts;
    this.#hearers = hearers;
    this.#facts = { status, connection: 'connecting', problem: null, lastSyncAt: parts.cache.syncedAt, suspended: false, move: null };
  }

  get now(): Readonly<Facts> {
    return this.#facts;
  }

  change(change: Partial<Facts>): void {
    this.#facts = { ...this.#facts, ...change };
    this.#hearers.tell(this.view());
  }

  /** An answer of the server was kept. */
  synced(): void {
    const now = this.#parts.now();
    const { lastSyncAt } = this.#facts;
    if (lastSyncAt === null || now - lastSyncAt >= clockStepMs) this.change({ lastSyncAt: now });
  }

  view(): AccountView {
    const { session, avatarUrl, contentScanner, features, people } = this.#parts;
    const { accountId, userId, homeserver, deviceId } = session.record;
    const { displayName, avatarMxc, signIn } = session.stored();
    return {
      accountId,
      userId,
      homeserver,
      deviceId,
      displayName,
      avatar: avatarMxc === null ? null : avatarUrl(avatarMxc),
      contentScanner,
      guest: people.isGuest(userId),
      features: [...features],
      signIn: signIn.way,
      ...this.#facts,
    };
  }
}
