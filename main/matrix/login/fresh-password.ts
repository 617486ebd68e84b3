/** How long the password of a sign-in is held, in milliseconds: the first sync of a large account takes minutes. */
const heldMs = 5 * 60_000;

/**
 * The password that was just typed to sign in, for the one other question that the server may ask in
 * the same minutes (keys of a new identity, spec 5.4): so that the agent is not asked twice. In memory
 * only, given once, forgotten after five minutes.
 */
export class FreshPassword {
  #password: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  keep(password: string): void {
    this.#password = password;
    this.#timer = setTimeout(() => this.take(), heldMs);
    this.#timer.unref();
  }

  take(): string | null {
    const password = this.#password;
    this.#password = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    return password;
  }
}
