import type { IdbDatabase } from './database.ts';
import { DraftMap } from './draft-map.ts';
import { NameList } from './name-list.ts';
import { failure, storageFailure } from './errors.ts';
import { IdbObjectStore } from './object-store.ts';
import { IdbEvent, type Handler, type IdbRequest } from './request.ts';
import type { DatabaseInfo, MapInfo } from './schema.ts';
import { nextTurn } from './turns.ts';

export type Mode = 'readonly' | 'readwrite' | 'versionchange';

interface Step {
  request: IdbRequest;
  run: () => unknown;
}

/**
 * `IDBTransaction` (IndexedDB 4.9). Requests run in order, one a turn; when a turn leaves none, all
 * changes are written in one SQL transaction and `complete` is fired. It takes requests until then
 * (a browser stops earlier, between tasks, which no caller may rely on).
 */
export class IdbTransaction {
  readonly db: IdbDatabase;
  readonly mode: Mode;
  readonly durability = 'default';
  /** The schema it sees; its own copy in an upgrade. */
  readonly info: DatabaseInfo;
  readonly scope: Set<string>;
  error: DOMException | null = null;
  oncomplete: Handler = null;
  onerror: Handler = null;
  onabort: Handler = null;
  #state: 'waiting' | 'running' | 'committed' | 'aborted' = 'waiting';
  #settle: (committed: boolean) => void = () => undefined;
  /** Resolves after `complete` (true) or `abort` (false) was fired. */
  readonly settled = new Promise<boolean>((resolve) => (this.#settle = resolve));
  readonly #steps: Step[] = [];
  readonly #maps = new Map<number, DraftMap>();
  readonly #stores = new Map<string, IdbObjectStore>();
  readonly #finished: (transaction: IdbTransaction) => void;

  constructor(db: IdbDatabase, scope: Iterable<string>, mode: Mode, info: DatabaseInfo, finished: (transaction: IdbTransaction) => void) {
    this.db = db;
    this.mode = mode;
    this.info = info;
    this.scope = new Set(scope);
    this.#finished = finished;
  }

  get objectStoreNames(): NameList {
    return NameList.sorted(this.scope);
  }

  get isFinished(): boolean {
    return this.#state === 'committed' || this.#state === 'aborted';
  }

  get isWaiting(): boolean {
    return this.#state === 'waiting';
  }

  get isCommitted(): boolean {
    return this.#state === 'committed';
  }

  objectStore(name: string): IdbObjectStore {
    if (this.isFinished) throw failure('InvalidStateError', 'the transaction is finished');
    const known = this.#stores.get(name);
    if (known) return known;
    const info = this.info.stores.get(name);
    if (!info || !this.scope.has(name)) throw failure('NotFoundError', `no object store ${name} in this transaction`);
    const store = new IdbObjectStore(this, info);
    this.#stores.set(name, store);
    return store;
  }

  /** Takes a store out of the transaction that deletes it. */
  forget(name: string): void {
    this.#stores.delete(name);
    this.scope.delete(name);
  }

  map(info: MapInfo): DraftMap {
    let map = this.#maps.get(info.id);
    if (!map) {
      map = new DraftMap(info, this.db.file.maps);
      this.#maps.set(info.id, map);
    }
    return map;
  }

  assertActive(): void {
    if (this.isFinished) throw failure('TransactionInactiveError', 'the transaction is finished');
  }

  assertWritable(): void {
    this.assertActive();
    if (this.mode === 'readonly') throw failure('ReadOnlyError', 'the transaction is read-only');
  }

  request<R extends IdbRequest>(request: R, run: () => unknown): R {
    this.assertActive();
    this.#steps.push({ request, run });
    return request;
  }

  /** Called by the database once no earlier transaction stands in the way. */
  start(): void {
    this.#state = 'running';
    nextTurn(() => this.#turn());
  }

  /** Only hastens what happens by itself: a turn without requests commits. */
  commit(): void {
    this.assertActive();
  }

  abort(): void {
    if (this.isFinished) throw failure('InvalidStateError', 'the transaction is finished');
    this.#abort(null);
  }

  #turn(): void {
    if (this.isFinished) return;
    const step = this.#steps.shift();
    if (!step) return this.#commit();
    this.#run(step);
    if (!this.isFinished) nextTurn(() => this.#turn());
  }

  #run({ request, run }: Step): void {
    try {
      request.succeed(run());
    } catch (error) {
      request.fail(storageFailure(error));
      return this.#failed(request);
    }
    this.#fire(() => request.onsuccess?.(new IdbEvent('success', request)));
  }

  /** An error that no handler stops (`preventDefault`) aborts the transaction (IndexedDB 5.10). */
  #failed(request: IdbRequest): void {
    const event = new IdbEvent('error', request);
    this.#fire(() => {
      request.onerror?.(event);
      this.onerror?.(event);
    });
    if (!event.defaultPrevented && !this.isFinished) this.#abort(request.error);
  }

  /** A handler that throws aborts the transaction; after its end there is nothing left to abort. */
  #fire(dispatch: () => void): void {
    try {
      dispatch();
    } catch {
      if (!this.isFinished) this.#abort(failure('AbortError', 'a handler threw'));
    }
  }

  #commit(): void {
    try {
      this.#write();
    } catch (error) {
      return this.#abort(storageFailure(error));
    }
    this.#state = 'committed';
    this.#finished(this);
    this.#fire(() => this.oncomplete?.(new IdbEvent('complete', this)));
    this.#settle(true);
  }

  #write(): void {
    if (this.mode === 'readonly') return;
    const maps = [...this.#maps.values()];
    this.db.file.atomically(() => {
      if (this.mode === 'versionchange') this.db.file.saveSchema(this.info);
      for (const map of maps) if (this.#exists(map)) map.write();
    });
    for (const map of maps) map.settle();
  }

  /** False for a store or index that the upgrade deleted. */
  #exists(map: DraftMap): boolean {
    if (this.mode !== 'versionchange') return true;
    const stores = [...this.info.stores.values()];
    return stores.some((store) => store === map.info || [...store.indexes.values()].some((index) => index === map.info));
  }

  #abort(error: DOMException | null): void {
    this.error = error;
    this.#state = 'aborted';
    for (const { request } of this.#steps.splice(0)) {
      request.fail(failure('AbortError', 'the transaction was aborted'));
      nextTurn(() => this.#fire(() => request.onerror?.(new IdbEvent('error', request))));
    }
    nextTurn(() => {
      this.#finished(this);
      this.#fire(() => this.onabort?.(new IdbEvent('abort', this)));
      this.#settle(false);
    });
  }
}
