import { IdbDatabase, OpenDatabase } from './database.ts';
import { failure, storageFailure } from './errors.ts';
import { IdbFile } from './file.ts';
import { encodeKey } from './keys.ts';
import { IdbEvent, IdbOpenRequest, IdbVersionChangeEvent } from './request.ts';
import type { SqlDatabase } from '../../store/index.ts';
import { nextTurn } from './turns.ts';

interface Mount {
  prefix: string;
  file: IdbFile;
  open: Map<string, OpenDatabase>;
}

/**
 * `IDBFactory` (IndexedDB 4.3) over several database files: the name of a database begins with the
 * prefix that its file was mounted under. A name that fits no mount fails with `NotFoundError`.
 */
export class IdbFactory {
  readonly #mounts = new Map<string, Mount>();
  /** Opens and deletions of one name follow each other. */
  readonly #pending = new Map<string, Promise<void>>();

  mount(prefix: string, sql: SqlDatabase): void {
    if (this.#mounts.has(prefix)) throw new Error('this prefix is mounted');
    this.#mounts.set(prefix, { prefix, file: new IdbFile(sql), open: new Map() });
  }

  /** Waits for the open connections, which their owner has closed, then forgets the file. */
  async unmount(prefix: string): Promise<void> {
    const mount = this.#mounts.get(prefix);
    this.#mounts.delete(prefix);
    const connections = [...(mount?.open.values() ?? [])].flatMap((database) => [...database.connections]);
    await Promise.all(connections.map((connection) => connection.closed));
  }

  open(name: string, version?: number): IdbOpenRequest<IdbDatabase> {
    if (version !== undefined && (!Number.isInteger(version) || version < 1)) throw new TypeError('a version is a positive whole number');
    const request = new IdbOpenRequest<IdbDatabase>();
    this.#inOrder(name, request, async () => {
      const connection = await this.#connect(name, version, request);
      request.succeed(connection);
      request.onsuccess?.(new IdbEvent('success', request));
    });
    return request;
  }

  deleteDatabase(name: string): IdbOpenRequest<undefined> {
    const request = new IdbOpenRequest<undefined>();
    this.#inOrder(name, request, async () => {
      const { file, shared } = this.#database(name);
      const { version } = shared.info;
      await this.#closeOthers(shared, request, null);
      file.removeDatabase(name);
      shared.info = file.schema(name);
      request.succeed(undefined);
      request.onsuccess?.(new IdbVersionChangeEvent('success', request, version, null));
    });
    return request;
  }

  /** -1, 0 or 1, in the order of keys. Throws `DataError`. */
  cmp(first: unknown, second: unknown): number {
    const [a, b] = [encodeKey(first), encodeKey(second)];
    return a < b ? -1 : a > b ? 1 : 0;
  }

  #inOrder(name: string, request: IdbOpenRequest, work: () => Promise<void>): void {
    const before = this.#pending.get(name) ?? new Promise<void>(nextTurn);
    const done = before.then(work).catch((error: unknown) => {
      if (request.readyState === 'done') return; // a handler threw: not ours to answer
      request.transaction = null;
      request.fail(storageFailure(error));
      request.onerror?.(new IdbEvent('error', request));
    });
    this.#pending.set(name, done);
    void done.finally(() => this.#pending.get(name) === done && this.#pending.delete(name));
  }

  #database(name: string): { file: IdbFile; shared: OpenDatabase } {
    const mount = [...this.#mounts.values()].find(({ prefix }) => name === prefix || name.startsWith(`${prefix}::`));
    if (!mount) throw failure('NotFoundError', 'no file is mounted for this database');
    const shared = mount.open.get(name) ?? new OpenDatabase(mount.file, mount.file.schema(name));
    mount.open.set(name, shared);
    return { file: mount.file, shared };
  }

  async #connect(name: string, version: number | undefined, request: IdbOpenRequest<IdbDatabase>): Promise<IdbDatabase> {
    const { shared } = this.#database(name);
    const current = shared.info.version;
    const wanted = version ?? Math.max(current, 1);
    if (wanted < current) throw failure('VersionError', 'the database has a higher version');
    if (wanted > current) await this.#closeOthers(shared, request, wanted);
    const connection = new IdbDatabase(shared);
    if (wanted > current) await this.#upgrade(connection, wanted, request);
    return connection;
  }

  async #closeOthers(shared: OpenDatabase, request: IdbOpenRequest, version: number | null): Promise<void> {
    const others = [...shared.connections];
    for (const other of others) other.askToClose(version);
    if (shared.connections.size > 0 && others.some((other) => !other.isClosing)) {
      request.onblocked?.(new IdbVersionChangeEvent('blocked', request, shared.info.version, version));
    }
    await Promise.all(others.map((other) => other.closed));
  }

  /** Runs `onupgradeneeded`, and waits for the upgrade to be committed. Rejects with `AbortError`. */
  async #upgrade(connection: IdbDatabase, version: number, request: IdbOpenRequest<IdbDatabase>): Promise<void> {
    const oldVersion = connection.version;
    const upgrade = connection.upgradeTo(version);
    request.transaction = upgrade;
    request.succeed(connection);
    try {
      request.onupgradeneeded?.(new IdbVersionChangeEvent('upgradeneeded', request, oldVersion, version));
    } catch {
      if (!upgrade.isFinished) upgrade.abort();
    }
    const committed = await upgrade.settled;
    request.transaction = null;
    request.reopen();
    if (!committed) connection.close();
    if (!committed) throw failure('AbortError', 'the upgrade was aborted');
  }
}
