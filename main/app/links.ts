import { CodedError, matrixTarget, type AccountId, type MatrixTarget } from '../../preload/contract/index.ts';
import type { Opener } from '../host/index.ts';
import type { LiveAccount } from '../matrix/index.ts';
import type { AppEvent } from './types.ts';

/** Schemes that are handed to the machine. */
const outside = ['https:', 'mailto:'];

export interface LinksParts {
  opener: Opener;
  accounts(): Pick<LiveAccount, 'accountId' | 'cache'>[];
  tell(event: AppEvent): void;
}

/** Follows links: those of Matrix open here, https and mailto outside, anything else nowhere. */
export class Links {
  readonly #parts: LinksParts;
  #looking: AccountId | null = null;

  constructor(parts: LinksParts) {
    this.#parts = parts;
  }

  /** The account that the agent looks at: a link that none is in opens there. */
  setAccount(accountId: AccountId | null): void {
    this.#looking = accountId ?? this.#looking;
  }

  /** A link of a message or of the page. Rejects with `link.refused`. */
  async follow(link: string): Promise<void> {
    if (await this.openInside(link)) return;
    if (!outside.includes(URL.parse(link)?.protocol ?? '')) throw new CodedError('link.refused', 'links of this scheme are not opened');
    await this.#parts.opener.open(link);
  }

  /** Opens what a link of Matrix speaks of; false where it is none, or no account is there to open it in. */
  async openInside(link: string): Promise<boolean> {
    const target = matrixTarget(link);
    const accounts = this.#parts.accounts();
    const account = accounts.find(({ accountId }) => accountId === this.#looking) ?? accounts[0];
    if (target === null || account === undefined) return false;
    const { accountId } = account;
    if (target.kind === 'user') this.#parts.tell({ name: 'app.openPerson', payload: { accountId, userId: target.userId } });
    else if (!(await this.#openKnown(target, accounts))) {
      const { address, via, eventId } = target;
      this.#parts.tell({ name: 'app.openDoor', payload: { accountId, address, via, eventId } });
    }
    return true;
  }

  /** Opens a room that an account is in, or is invited to. */
  async #openKnown(target: MatrixTarget & { kind: 'room' }, accounts: ReturnType<LinksParts['accounts']>): Promise<boolean> {
    const { address, eventId } = target;
    if (address.startsWith('#')) return false;
    for (const { accountId, cache } of accounts) {
      const room = (await cache.rooms()).find(({ roomId }) => roomId === address);
      if (room === undefined) continue;
      this.#parts.tell({ name: 'app.openRoom', payload: { accountId, roomId: room.roomId, ...(eventId === null ? {} : { eventId }) } });
      return true;
    }
    return false;
  }
}
