import { NameList } from './name-list.ts';
import { failure } from './errors.ts';
import type { IdbFile } from './file.ts';
import type { IdbObjectStore } from './object-store.ts';
import { IdbVersionChangeEvent, type Handler } from './request.ts';
import type { DatabaseInfo } from './schema.ts';
import { IdbTransaction, type Mode } from './transaction.ts';
import { TransactionQueue } from './transaction-queue.ts';

/** A database that is open or opening: what its connections share. */
export class OpenDatabase {
  readonly file: IdbFile;
  readonly queue = new TransactionQueue();
  readonly connections = new Set<IdbDatabase>();
  info: DatabaseInfo;

  constructor(file: IdbFile, info: DatabaseInfo) {
    this.file = file;
    this.info = info;
  }
}

/** `IDBDatabase` (IndexedDB 4.4): one connection. */
export class IdbDatabase {
  readonly name: string;
  readonly file: IdbFile;
  onversionchange: Handler = null;
  onclose: Handler = null;
  onabort: Handler = null;
  onerror: Handler = null;
  readonly #shared: OpenDatabase;
  #upgrade: IdbTransaction | null = null;
  #closing = false;
  #closed: () => void = () => undefined;
  /** Resolves once the connection is closed and its transactions are finished. */
  readonly closed: Promise<void>;

  constructor(shared: OpenDatabase) {
    this.#shared = shared;
    this.name = shared.info.name;
    this.file = shared.file;
    this.closed = new Promise((resolve) => (this.#closed = resolve));
    shared.connections.add(this);
  }

  get version(): number {
    return this.#info.version;
  }

  get objectStoreNames(): NameList {
    return NameList.sorted(this.#info.stores.keys());
  }

  transaction(names: string | Iterable<string>, mode: Mode = 'readonly'): IdbTransaction {
    if (this.#closing) throw failure('InvalidStateError', 'the connection is closed');
    if (mode === 'versionchange') throw new TypeError('only an open starts an upgrade');
    const scope = new Set(typeof names === 'string' ? [names] : names);
    if (scope.size === 0) throw failure('InvalidAccessError', 'a transaction needs an object store');
    for (const name of scope) if (!this.#info.stores.has(name)) throw failure('NotFoundError', `no object store ${name}`);
    return this.#begin(scope, mode, this.#shared.info);
  }

  /** In an upgrade only. Keys are out of line. */
  createObjectStore(name: string, options: { keyPath?: unknown; autoIncrement?: boolean } = {}): IdbObjectStore {
    const upgrade = this.#assertUpgrade();
    if ((options.keyPath ?? null) !== null || options.autoIncrement) throw failure('InvalidAccessError', 'keys are out of line here');
    if (upgrade.info.stores.has(name)) throw failure('ConstraintError', `object store ${name} exists`);
    upgrade.info.stores.set(name, { ...this.file.newMap(), name, indexes: new Map() });
    upgrade.scope.add(name);
    return upgrade.objectStore(name);
  }

  /** In an upgrade only. */
  deleteObjectStore(name: string): void {
    const upgrade = this.#assertUpgrade();
    if (!upgrade.info.stores.delete(name)) throw failure('NotFoundError', `no object store ${name}`);
    upgrade.forget(name);
  }

  get isClosing(): boolean {
    return this.#closing;
  }

  /** Takes no more transactions; those that run are finished. */
  close(): void {
    this.#closing = true;
    void this.#shared.queue.whenIdle(this).then(() => {
      this.#shared.connections.delete(this);
      this.#closed();
    });
  }

  /** Starts the upgrade to `version`, on a copy of the schema that becomes the schema at its commit. */
  upgradeTo(version: number): IdbTransaction {
    const info = { ...structuredClone(this.#shared.info), version };
    this.#upgrade = this.#begin(new Set(info.stores.keys()), 'versionchange', info);
    return this.#upgrade;
  }

  /** Another connection asks for a higher version, or to delete. */
  askToClose(newVersion: number | null): void {
    if (this.#closing) return;
    this.onversionchange?.(new IdbVersionChangeEvent('versionchange', this, this.version, newVersion));
  }

  get #info(): DatabaseInfo {
    return this.#upgrade?.info ?? this.#shared.info;
  }

  #begin(scope: Set<string>, mode: Mode, info: DatabaseInfo): IdbTransaction {
    const { queue } = this.#shared;
    const transaction = new IdbTransaction(this, scope, mode, info, (finished) => {
      if (finished === this.#upgrade) this.#endUpgrade(finished);
      queue.remove(finished);
    });
    queue.add(transaction);
    return transaction;
  }

  #endUpgrade(upgrade: IdbTransaction): void {
    if (upgrade.isCommitted) this.#shared.info = upgrade.info;
    this.#upgrade = null;
  }

  #assertUpgrade(): IdbTransaction {
    if (!this.#upgrade || this.#upgrade.isFinished) throw failure('InvalidStateError', 'only in an upgrade');
    return this.#upgrade;
  }
}
