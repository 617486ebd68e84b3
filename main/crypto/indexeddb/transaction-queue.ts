import type { IdbDatabase } from './database.ts';
import type { IdbTransaction } from './transaction.ts';

const overlap = (a: Set<string>, b: Set<string>): boolean => !a.isDisjointFrom(b);

const inTheWay = (earlier: IdbTransaction, later: IdbTransaction): boolean =>
  (earlier.mode !== 'readonly' || later.mode !== 'readonly') && overlap(earlier.scope, later.scope);

/**
 * The transactions of a database, in the order they were made. One starts once no unfinished
 * earlier one shares an object store with it, unless both only read (IndexedDB 2.7.2).
 */
export class TransactionQueue {
  #transactions: IdbTransaction[] = [];
  #waiting: { connection: IdbDatabase; resolve: () => void }[] = [];

  add(transaction: IdbTransaction): void {
    this.#transactions.push(transaction);
    this.#startReady();
  }

  remove(transaction: IdbTransaction): void {
    this.#transactions = this.#transactions.filter((other) => other !== transaction);
    this.#startReady();
    this.#waiting = this.#waiting.filter(({ connection, resolve }) => {
      const busy = this.#isBusy(connection);
      if (!busy) resolve();
      return busy;
    });
  }

  /** Resolves once no transaction of the connection is unfinished. */
  whenIdle(connection: IdbDatabase): Promise<void> {
    if (!this.#isBusy(connection)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ connection, resolve }));
  }

  #isBusy(connection: IdbDatabase): boolean {
    return this.#transactions.some((transaction) => transaction.db === connection);
  }

  #startReady(): void {
    this.#transactions.forEach((transaction, at) => {
      if (transaction.isWaiting && !this.#transactions.slice(0, at).some((earlier) => inTheWay(earlier, transaction))) transaction.start();
    });
  }
}
