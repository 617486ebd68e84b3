import type { AccountId, HomeserverView } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { BrowserJourney } from './browser-journey.svelte.ts';
import { Countdown } from './countdown.svelte.ts';
import { Task } from './task.svelte.ts';

/** Longest wait that a server may impose on the screen; beyond it the agent may try anyway. */
const longestWaitMs = 10 * 60_000;

/** Signing in: first the server, then who and the password. The password leaves the page with the call and is kept nowhere. */
export class SignIn {
  step = $state<'address' | 'external' | 'moved' | 'password' | 'browser' | 'register' | 'reset'>('address');
  address = $state('');
  user = $state('');
  password = $state('');
  server = $state.raw<HomeserverView | null>(null);
  readonly task = new Task();
  /** Runs while the server asked to wait. */
  readonly wait = new Countdown();
  readonly journey: BrowserJourney;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
    this.journey = new BrowserJourney(client);
  }

  /** Finds the server of `address`; a full user id or an e-mail address also fills in who. `wish`: what is asked for instead of what was typed. */
  async discover(wish?: { address: string; user: string }): Promise<boolean> {
    if (wish) [this.address, this.user] = [wish.address, wish.user];
    const address = this.address.trim();
    const found = await this.#try((signal) => this.#client.call('session.discover', { address }, { signal }));
    if (!found) return false;
    this.server = found.value;
    if (address.includes('@') && !address.includes('/')) this.user = address;
    this.step = found.value.external ? 'external' : found.value.movedTo === undefined ? this.#way() : 'moved';
    return true;
  }

  /** To the server to which the administration has moved. */
  async followMove(): Promise<void> {
    const address = this.server?.movedTo ?? '';
    const found = await this.#try((signal) => this.#client.call('session.discover', { address }, { signal }));
    if (!found) return;
    this.server = found.value;
    this.step = this.#way();
  }

  /** To the account that is still on the old server. */
  stay(): void {
    this.step = this.#way();
  }

  /** The agent says that the address is a guest's indeed. */
  continueAsGuest(): void {
    this.step = this.#way();
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

  /** What was typed, where it is an e-mail address. */
  get email(): string {
    return this.user.startsWith('@') ? '' : this.user.trim();
  }

  /** The same in the browser; `create`: with a new account. Null too where the agent gave it up. */
  async enterByBrowser(create: boolean, provider: string | null = null): Promise<AccountId | null> {
    this.step = 'browser';
    const baseUrl = this.server?.baseUrl ?? '';
    const hint = this.user.trim();
    const wish = { baseUrl, hint: hint === '' ? null : loginHint(hint), create, provider };
    const signed = await this.journey.run((signal) => this.#client.call('signIn.browser', wish, { signal }));
    return signed?.value.accountId ?? null;
  }

  toPassword(): void {
    this.leave();
    this.step = 'password';
  }

  /** Back to the choice of the server. */
  back(): void {
    this.leave();
    this.step = 'address';
  }

  /** Gives up what is under way. */
  leave(): void {
    this.task.cancel();
    this.journey.cancel();
    this.forget();
  }

  /** Leaves no secret in the page. */
  forget(): void {
    this.password = '';
    this.wait.stop();
  }

  #way(): 'password' | 'browser' {
    return this.server?.passwordLogin ? 'password' : 'browser';
  }

  async #try<T>(work: (signal: AbortSignal) => Promise<T>): Promise<{ value: T } | null> {
    if (this.wait.seconds > 0) return null;
    const done = await this.task.run(work);
    const { error } = this.task;
    if (error?.code === 'server.rate-limited') this.wait.start(Math.min(error.detail.retryAfterMs ?? 5000, longestWaitMs));
    return done;
  }
}

/** As providers read it (spec: `login_hint`): an address as it is, a Matrix id under its own name. */
const loginHint = (user: string): string => (user.startsWith('@') ? `mxid:${user}` : user);
