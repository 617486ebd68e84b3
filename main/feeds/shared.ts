/** Something that runs until it is stopped. */
export interface Service {
  stop(): void;
}

/** Services that several pages may use at once: made for the first, stopped after the last. */
export class Shared<S extends Service> {
  readonly #running = new Map<string, { service: S; users: number }>();

  /** The service of `key`, and the way to let go of it, which is to be called once. */
  take(key: string, create: () => S): { service: S; release: () => void } {
    const entry = this.#running.get(key) ?? { service: create(), users: 0 };
    entry.users++;
    this.#running.set(key, entry);
    return { service: entry.service, release: () => this.#release(key, entry) };
  }

  /** The service of `key` while somebody uses it. */
  peek(key: string): S | null {
    return this.#running.get(key)?.service ?? null;
  }

  #release(key: string, entry: { service: S; users: number }): void {
    if (--entry.users > 0) return;
    if (this.#running.get(key) === entry) this.#running.delete(key);
    entry.service.stop();
  }
}
