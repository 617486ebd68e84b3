import type { Port } from './port.ts';

/** Two ends of one carrier within a process: values are cloned, as over any other carrier, and arrive later, in order. */
export function portPair(): [Port, Port] {
  const a = new PairPort();
  const b = new PairPort();
  a.join(b);
  b.join(a);
  return [a, b];
}

class PairPort implements Port {
  #other: PairPort | null = null;
  #open = true;
  #onMessage: ((message: unknown) => void)[] = [];
  #onClose: (() => void)[] = [];

  join(other: PairPort): void {
    this.#other = other;
  }

  send(message: unknown): void {
    if (!this.#open) return;
    const copy: unknown = structuredClone(message);
    queueMicrotask(() => this.#other?.receive(copy));
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage.push(listener);
  }

  onClose(listener: () => void): void {
    this.#onClose.push(listener);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    queueMicrotask(() => this.#other?.close());
    for (const listener of this.#onClose) listener();
  }

  receive(message: unknown): void {
    if (this.#open) for (const listener of this.#onMessage) listener(message);
  }
}
