import type { AccountView } from '../../preload/contract/index.ts';
import type { Host } from '../host/index.ts';
import type { Logger } from '../log/index.ts';
import { toCodedError, type LiveAccount } from '../matrix/index.ts';
import { findHomeserver } from '../tchap/index.ts';
import type { AccountDirectory } from './directory.ts';

const dayMs = 24 * 3_600_000;
/** How soon it is asked again where no server answered, in milliseconds. */
const againMs = 3_600_000;
/** How often it is looked whether the time has come: a timer of a day would stand still while the machine sleeps. */
const lookMs = 15 * 60_000;
/** Addresses of one account that are looked up. */
const mostAddresses = 3;

export interface MoveWatchParts {
  host: Pick<Host, 'net' | 'clock' | 'environment'>;
  directory: Pick<AccountDirectory, 'open' | 'onOpened'>;
  /** False where the administration imposes a server: addresses are not looked up then (policy `homeserver`). */
  enabled: boolean;
  log: Logger;
}

/**
 * Asks at the start and once a day whether the administration of an account has moved to another server
 * (`new_hs` of the servers of the brand). What comes is told and no more: the account works as before.
 */
export class MoveWatch {
  readonly #parts: MoveWatchParts;
  readonly #nextAt = new WeakMap<LiveAccount, number>();
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(parts: MoveWatchParts) {
    this.#parts = parts;
  }

  /** Before the accounts open. Does nothing where the brand has no servers. */
  start(): void {
    const { enabled, host, directory } = this.#parts;
    if (!enabled || host.environment.agentServers === null) return;
    directory.onOpened((account) => account.onView(() => this.#lookAt(account)));
    this.#timer = setInterval(() => this.wake(), lookMs);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Asks for each account that is connected and for which the time has come, which a machine that slept has not seen come. */
  wake(): void {
    if (this.#timer !== null) for (const account of this.#parts.directory.open()) this.#lookAt(account);
  }

  #lookAt(account: LiveAccount): void {
    const { connection, status } = account.view();
    const now = this.#parts.host.clock.now();
    const left = (this.#nextAt.get(account) ?? now) - now;
    // More than a day: the clock was set back.
    if (status !== 'ready' || connection !== 'online' || (left > 0 && left <= dayMs)) return;
    this.#nextAt.set(account, now + dayMs);
    this.#ask(account).catch((error: unknown) => {
      this.#nextAt.set(account, now + againMs);
      this.#parts.log.info('whether the administration has moved cannot be asked', { code: toCodedError(error).code });
    });
  }

  async #ask(account: LiveAccount): Promise<void> {
    const addresses = (await account.options.emails()).slice(0, mostAddresses);
    const moves = await Promise.all(addresses.map((email) => this.#moveOf(account, email)));
    account.tellMove(moves.find((move) => move !== null) ?? null);
  }

  /** Of an address whose account is this one, by the name of its server. */
  async #moveOf({ userId }: LiveAccount, email: string): Promise<AccountView['move']> {
    const { net, environment } = this.#parts.host;
    if (environment.agentServers === null) return null;
    const { serverName, movedTo } = await findHomeserver(net, environment.agentServers, email);
    return movedTo !== null && userId.endsWith(`:${serverName}`) ? { homeserver: movedTo, email } : null;
  }
}
