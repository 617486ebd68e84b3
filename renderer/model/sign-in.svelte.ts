import { CodedError, type AccountId, type HomeserverView } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Countdown } from './countdown.svelte.ts';
import { Task } from './task.svelte.ts';

/** Longest wait that a server may impose on the screen; beyond it the agent may try anyway. */
const longestWaitMs = 10 * 60_000;

/** Signing in: first the server, then who and the password. The password leaves the page with the call and is kept nowhere. */
export class SignIn {
  step = $state<'address' | 'external' | 'moved' | 'password'>('address');
  address = $state('');
  user = $state('');
  password = $state('');
  server = $state.raw<HomeserverView | null>(null);
  readonly task = new Task();
  /** Runs while the server asked to wait. */
  readonly wait = new Countdown();
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Finds the server of `address`; a full user id or an e-mail address also fills in who. */
  async discover(): Promise<boolean> {
    const address = this.address.trim();
    const found = await this.#try(async (signal) => {
      const server = await this.#client.call('session.discover', { address }, { signal });
      if (!server.passwordLogin) throw new CodedError('server.unsupported-flow', 'no password login');
      return server;
    });
    if (!found) return false;
    this.server = found.value;
    if (address.includes('@') && !address.includes('/')) this.user = address;
    this.step = found.value.external ? 'external' : found.value.movedTo === undefined ? 'password' : 'moved';
    return true;
  }

  /** To the server to which the administration has moved. */
  async followMove(): Promise<void> {
    const address = this.server?.movedTo ?? '';
    const found = await this.#try((signal) => this.#client.call('session.discover', { address }, { signal }));
    if (!found) return;
    this.server = found.value;
    this.step = 'password';
  }

  /** To the account that is still on the old server. */
  stay(): void {
    this.step = 'password';
  }

  /** The agent says that the address is a guest's indeed. */
  continueAsGuest(): void {
    this.step = 'password';
  }

  /** The new account, or null. The password is forgotten once it was right. */
  async signIn(): Promise<AccountId | null> {
    const baseUrl = this.server?.baseUrl ?? '';
    const [user, password] = [this.user.trim(), this.password];
    const signed = await this.#try((signal) => this.#client.call('session.signIn', { baseUrl, user, password }, { signal }));
    if (!signed) return null;
    this.forget();
    return signed.value.accountId;
  }

  /** Back to the choice of the server. */
  back(): void {
    this.task.cancel();
    this.forget();
    this.step = 'address';
  }

  /** Leaves no secret in the page. */
  forget(): void {
    this.password = '';
    this.wait.stop();
  }

  async #try<T>(work: (signal: AbortSignal) => Promise<T>): Promise<{ value: T } | null> {
    if (this.wait.seconds > 0) return null;
    const done = await this.task.run(work);
    const { error } = this.task;
    if (error?.code === 'server.rate-limited') this.wait.start(Math.min(error.detail.retryAfterMs ?? 5000, longestWaitMs));
    return done;
  }
}
