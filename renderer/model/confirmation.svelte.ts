import type { CallInput, ErrorDetail } from '../../preload/contract/index.ts';
import { Task } from './task.svelte.ts';

/** The answer to `auth.confirm-identity`; undefined for the first attempt. */
export type Authentication = CallInput<'identity.reset'>['authentication'];
type Asked = { flows: NonNullable<ErrorDetail['flows']>; url: string | null };

/** Something for which the server may ask who one is: the attempt, the question, the answer. The password leaves the page with the call and is kept nowhere. */
export class Confirmation {
  password = $state('');
  /** What the server wants; null while it asked for nothing. */
  asked = $state.raw<Asked | null>(null);
  /** The browser was opened: the agent says when they are done there. */
  opened = $state(false);
  readonly task = new Task();
  readonly #call: (authentication: Authentication, signal: AbortSignal) => Promise<unknown>;

  constructor(call: (authentication: Authentication, signal: AbortSignal) => Promise<unknown>) {
    this.#call = call;
  }

  /** Whether it is done; false also where the server asks. */
  begin(): Promise<boolean> {
    return this.#run(undefined);
  }

  /** With the password that was typed. */
  async answer(): Promise<boolean> {
    if (this.password === '') return false;
    return this.#run({ password: this.password });
  }

  /** After the approval in the browser. */
  approved(): Promise<boolean> {
    return this.#run({ confirmed: true });
  }

  /** Leaves no secret in the page. */
  forget(): void {
    this.password = '';
    this.task.cancel();
  }

  async #run(authentication: Authentication): Promise<boolean> {
    const done = await this.task.run((signal) => this.#call(authentication, signal));
    const { error } = this.task;
    if (error?.code === 'auth.confirm-identity') {
      const again = this.asked !== null;
      this.asked = { flows: error.detail.flows ?? [], url: error.detail.url ?? null };
      if (!again) this.task.cancel();
    }
    if (done) this.password = '';
    return done !== null;
  }
}
