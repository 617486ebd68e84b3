import type { AccountId, CallOutput, MailPurpose } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Task } from './task.svelte.ts';

/** How often the server is asked whether the link was opened, in milliseconds. */
const askMs = 4_000;

/** A new account or a new password by the proof of an e-mail address. The password leaves the page with the call and is kept nowhere. */
export class ByMail {
  readonly purpose: MailPurpose;
  step = $state<'form' | 'mail'>('form');
  asked = $state.raw<CallOutput<'byMail.begin'> | null>(null);
  email = $state('');
  password = $state('');
  accepted = $state(false);
  signOutOthers = $state(false);
  readonly beginning = new Task();
  readonly task = new Task();
  /** Asking by itself whether the link was opened, of which nothing is shown. */
  readonly #watching = new Task();
  readonly #client: Client;
  readonly #baseUrl: string;
  #timer: ReturnType<typeof setInterval> | null = null;
  /** True once it ended with an account. */
  #asking: Promise<boolean> | null = null;

  /** Rules of the server, and whether the password keeps them. */
  readonly rules = $derived.by(() => checkPassword(this.asked?.rules, this.password));

  constructor(client: Client, { baseUrl, purpose, email }: { baseUrl: string; purpose: MailPurpose; email: string }) {
    this.#client = client;
    this.#baseUrl = baseUrl;
    this.purpose = purpose;
    this.email = email;
    void this.begin();
  }

  async begin(): Promise<void> {
    const input = { baseUrl: this.#baseUrl, purpose: this.purpose };
    const begun = await this.beginning.run((signal) => this.#client.call('byMail.begin', input, { signal }));
    if (begun) this.asked = begun.value;
  }

  /** What is missing in the form, or null. */
  get missing(): 'email' | 'password' | 'terms' | null {
    if (!/^[^@\s]+@[^@\s]+$/u.test(this.email.trim())) return 'email';
    if (this.rules.some((rule) => !rule.kept)) return 'password';
    return (this.asked?.terms.length ?? 0) > 0 && !this.accepted ? 'terms' : null;
  }

  /** Sends the mail, or sends it again. */
  async send(): Promise<boolean> {
    const input = { baseUrl: this.#baseUrl, purpose: this.purpose, email: this.email.trim(), password: this.password };
    const sent = await this.task.run((signal) => this.#client.call('byMail.send', input, { signal }));
    if (sent) this.step = 'mail';
    return sent !== null;
  }

  /** Asks again and again whether the link was opened, until it was or something else is wrong. `enter` gets the account. */
  watch(enter: (accountId: AccountId) => void): void {
    this.#stop();
    this.#timer = setInterval(() => {
      this.#asking ??= this.#ask(enter).finally(() => (this.#asking = null));
    }, askMs);
  }

  /** The new account of this installation; null where the link was not opened yet. One question at a time: two could make two accounts. */
  async finish(): Promise<AccountId | null> {
    return (await this.#asking) ? null : this.#finish(this.task);
  }

  async #ask(enter: (accountId: AccountId) => void): Promise<boolean> {
    if (this.task.busy) return false;
    const accountId = await this.#finish(this.#watching);
    const { error } = this.#watching;
    if (accountId !== null) enter(accountId);
    else if (error !== null && error.code !== 'by-mail.not-confirmed') this.task.error = error;
    return accountId !== null;
  }

  async #finish(task: Task): Promise<AccountId | null> {
    const done = await task.run((signal) => this.#client.call('byMail.finish', { signOutOthers: this.signOutOthers }, { signal }));
    if (task.error?.code !== 'by-mail.not-confirmed') this.#stop();
    if (done) this.leave();
    return done?.value.accountId ?? null;
  }

  /** Back to the form, for what the server refused. */
  change(): void {
    this.#stop();
    this.#watching.cancel();
    this.task.cancel();
    this.step = 'form';
  }

  /** Leaves no secret in the page. */
  leave(): void {
    this.#stop();
    this.beginning.cancel();
    this.#watching.cancel();
    this.task.cancel();
    this.password = '';
  }

  #stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}

export type PasswordRule = { name: 'length' | 'digit' | 'symbol' | 'lowercase' | 'uppercase'; kept: boolean };

/** Each rule that a server has for passwords. Other scripts count as they do in Unicode. */
function checkPassword(rules: CallOutput<'byMail.begin'>['rules'] | undefined, password: string): PasswordRule[] {
  if (!rules) return [];
  const all = [
    { name: 'length', asked: true, kept: password.length >= rules.minimumLength },
    { name: 'digit', asked: rules.digit, kept: /\d/u.test(password) },
    { name: 'symbol', asked: rules.symbol, kept: /[^a-z0-9]/iu.test(password) },
    { name: 'lowercase', asked: rules.lowercase, kept: /[a-z]/u.test(password) },
    { name: 'uppercase', asked: rules.uppercase, kept: /[A-Z]/u.test(password) },
  ] as const;
  return all.flatMap(({ name, asked, kept }) => (asked ? [{ name, kept }] : []));
}
