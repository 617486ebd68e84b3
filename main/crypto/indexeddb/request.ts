import { failure } from './errors.ts';
import type { IdbTransaction } from './transaction.ts';

/** What handlers get: the few fields of a DOM event that IndexedDB gives a meaning. */
export class IdbEvent<Target = unknown> {
  readonly type: string;
  readonly target: Target;
  defaultPrevented = false;

  constructor(type: string, target: Target) {
    this.type = type;
    this.target = target;
  }

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** `IDBVersionChangeEvent`. */
export class IdbVersionChangeEvent extends IdbEvent {
  readonly oldVersion: number;
  readonly newVersion: number | null;

  constructor(type: string, target: unknown, oldVersion: number, newVersion: number | null) {
    super(type, target);
    this.oldVersion = oldVersion;
    this.newVersion = newVersion;
  }
}

export type Handler = ((event: IdbEvent) => void) | null;

/** `IDBRequest` (IndexedDB 4.1), with handler properties only. */
export class IdbRequest<T = unknown> {
  readonly source: unknown;
  transaction: IdbTransaction | null;
  onsuccess: Handler = null;
  onerror: Handler = null;
  #outcome: { result: T | undefined; error: DOMException | null } | null = null;

  constructor(source: unknown, transaction: IdbTransaction | null) {
    this.source = source;
    this.transaction = transaction;
  }

  get readyState(): 'pending' | 'done' {
    return this.#outcome ? 'done' : 'pending';
  }

  get result(): T | undefined {
    if (!this.#outcome) throw failure('InvalidStateError', 'the request is pending');
    return this.#outcome.result;
  }

  get error(): DOMException | null {
    if (!this.#outcome) throw failure('InvalidStateError', 'the request is pending');
    return this.#outcome.error;
  }

  /** A cursor uses its request again for each step. */
  reopen(): void {
    this.#outcome = null;
  }

  succeed(result: T | undefined): void {
    this.#outcome = { result, error: null };
  }

  fail(error: DOMException): void {
    this.#outcome = { result: undefined, error };
  }
}

/** `IDBOpenDBRequest`. */
export class IdbOpenRequest<T = unknown> extends IdbRequest<T> {
  onupgradeneeded: Handler = null;
  onblocked: Handler = null;

  constructor() {
    super(null, null);
  }
}
