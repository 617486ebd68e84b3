import { CodedError, type RoomId } from '../../../preload/contract/index.ts';
import { toCodedError, type BackupState, type KeyBackup, type RoomKeyName } from '../../matrix/index.ts';
import { UserId } from '../engine/binding.ts';
import type { EngineContext } from '../engine/context.ts';
import { makeBackup } from '../identity/new-backup.ts';
import { IdentityServer } from '../identity/server.ts';
import type { ReadingKey } from './import-keys.ts';
import { Lookups } from './lookups.ts';
import { takeOver } from './manager.ts';
import { retryDelay } from './pause.ts';
import { Restore } from './restore.ts';
import { RestoreRecords } from './restore-records.ts';
import { Uploads } from './uploads.ts';
import { parseVersion, type BackupInfo } from './version.ts';

/** What the server said last; `unknown` before it said anything, `broken` where it cannot be understood. */
type Seen = BackupInfo | 'unknown' | 'none' | 'broken';
interface Standing {
  seen: Seen;
  /** Version that keys are uploaded to. */
  active: string | null;
  readable: boolean;
  /** Whether this device trusts the identity of its owner: it was confirmed. */
  confirmed: boolean;
}

/** Keys come in bursts: they are counted once for all that came meanwhile, in milliseconds. */
const countMs = 300;

/** `KeyBackup`: joins the manager of matrix-js-sdk, which decides what is trusted, with our uploads, restore and lookups. */
export class Backup implements KeyBackup {
  readonly #context: EngineContext;
  readonly #uploads: Uploads;
  readonly #restore: Restore;
  readonly #lookups: Lookups;
  readonly #listeners = new Set<(state: BackupState) => void>();
  readonly #ending = new AbortController();
  #standing: Standing = { seen: 'unknown', active: null, readable: false, confirmed: false };
  #counts = { waiting: 0, total: 0 };
  /** Why the server could not be asked. */
  #unasked: CodedError | null = null;
  #uploadProblem: CodedError | null = null;
  #failures = 0;
  #nextCheckAt = 0;
  /** What was told of the identity last; null before anything was. */
  #confirmed: boolean | null = null;
  #settling: Promise<void> = Promise.resolve();
  #counting: ReturnType<typeof setTimeout> | null = null;

  constructor(context: EngineContext, rooms: () => Promise<RoomId[]>) {
    this.#context = context;
    const readingKey = (): Promise<ReadingKey | null> => this.#readingKey();
    const onOutdated = (): Promise<void> => this.#ask().catch(() => undefined);
    const onChange = (): void => this.#tell();
    this.#uploads = new Uploads({
      context,
      isActive: async () => (await this.#manager.getActiveBackupVersion()) !== null,
      onOutdated,
      onUploaded: (keys) => this.#uploaded(keys),
      onProblem: (problem) => this.#uploading(problem),
    });
    this.#restore = new Restore({ context, records: new RestoreRecords(context.precious.sql), rooms, readingKey, onOutdated, onChange });
    this.#lookups = new Lookups({ context, readingKey, onChange, now: () => performance.now() });
    takeOver(this.#manager, {
      version: (wanted) => this.#version(wanted),
      upload: () => this.#uploads.begin(),
      onChange: () => void this.#settle(),
    });
  }

  /** Asks the server for the first time. */
  start(): void {
    void this.#first();
  }

  /** Ends its requests; what is under way ends with the engine. */
  stop(): void {
    this.#ending.abort(new CodedError('crypto.unavailable', 'the engine is stopped'));
    this.#uploads.stop();
    this.#restore.stop();
    this.#lookups.stop();
    if (this.#counting !== null) clearTimeout(this.#counting);
  }

  /** Room keys came, by whatever way. */
  keysCame(): void {
    this.#uploads.begin();
    this.#countSoon();
  }

  /** The identity of the account was confirmed, or replaced: what it signed is judged anew. */
  identityStands(confirmed: boolean): void {
    if (confirmed === this.#confirmed) return;
    const isFirst = this.#confirmed === null;
    this.#confirmed = confirmed;
    if (!isFirst) this.#ask().catch(() => undefined);
  }

  state(): BackupState {
    const { seen, readable } = this.#standing;
    const problem = this.#unasked ?? this.#uploadProblem ?? this.#restore.problem;
    return {
      status: this.#status(),
      version: typeof seen === 'object' ? seen.version : null,
      readable,
      ...this.#counts,
      lookups: this.#lookups.size,
      restore: this.#restore.state(),
      problem: problem?.code ?? null,
    };
  }

  onState(listener: (state: BackupState) => void): () => void {
    const own = (state: BackupState): void => listener(state);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  async check(): Promise<void> {
    await this.#ask();
    this.#uploads.hurry();
    this.#restore.hurry();
    this.#lookups.resume();
    if (this.#unasked) throw this.#unasked;
  }

  online(): void {
    if (this.#uploadProblem?.code.startsWith('network.')) this.#uploads.hurry();
    if (this.#restore.problem?.code.startsWith('network.')) this.#restore.hurry();
    if (this.#unasked !== null && performance.now() >= this.#nextCheckAt) this.#ask().catch(() => undefined);
  }

  async finish(signal: AbortSignal): Promise<void> {
    if (this.#standing.active === null) await this.#ask();
    if (this.#unasked) throw this.#unasked;
    if (this.#standing.active === null) throw new CodedError('backup.off', 'this device saves its keys in no backup');
    await this.#uploads.finish(signal);
    await this.#count();
  }

  async restore(): Promise<void> {
    await this.check();
    const { seen, readable } = this.#standing;
    if (typeof seen !== 'object' || !readable) throw new CodedError('backup.unreadable', 'this device has no key for the backup');
    this.#restore.again(seen.version, seen.count);
  }

  cancelRestore(): void {
    this.#restore.cancel();
  }

  look(keys: RoomKeyName[]): void {
    this.#lookups.want(keys);
  }

  fetch(keys: RoomKeyName[], signal: AbortSignal): Promise<number> {
    return this.#lookups.fetch(keys, signal);
  }

  async replace(): Promise<void> {
    await this.#context.run(() => makeBackup(this.#context, new IdentityServer(this.#context)).catch(rethrow));
    await this.check();
    const { seen } = this.#standing;
    // It is empty: nothing to fetch.
    if (typeof seen === 'object') this.#restore.again(seen.version, 0);
  }

  get #manager() {
    return this.#context.machine.sdk.backupManager;
  }

  #status(): BackupState['status'] {
    const { seen, active, confirmed } = this.#standing;
    if (this.#unasked !== null) return 'unreachable';
    if (seen === 'unknown') return 'checking';
    if (seen === 'none') return 'off';
    if (seen === 'broken') return 'broken';
    if (active !== seen.version) return confirmed ? 'foreign' : 'unconnected';
    if (this.#uploadProblem !== null) return 'unreachable';
    return this.#uploads.busy && this.#counts.waiting > 0 ? 'uploading' : 'on';
  }

  /** The check that began with matrix-js-sdk is waited for: it was asked before our requests took the place of its own. */
  async #first(): Promise<void> {
    try {
      await this.#manager.keyBackupCheckInProgress?.catch(() => undefined);
      await this.#count();
      await this.#ask();
    } catch {
      // The engine was stopped.
    }
  }

  /** Asks the server, and follows what it says. Rejects only where the engine is stopped. */
  async #ask(): Promise<void> {
    const asked = await this.#context.run(() => this.#manager.checkKeyBackupAndEnable(true).then(ok, failed));
    if (!asked && this.#unasked === null) this.#standing = { ...this.#standing, seen: 'broken' };
    this.#failures = this.#unasked === null ? 0 : this.#failures + 1;
    this.#nextCheckAt = performance.now() + retryDelay(Math.max(this.#failures, 1), this.#unasked?.detail.retryAfterMs);
    await this.#settle();
  }

  /** For matrix-js-sdk. Rejects where the server does not answer, or what it says cannot be understood. */
  async #version(wanted: string | undefined): Promise<BackupInfo | null> {
    const path = `/_matrix/client/v3/room_keys/version${wanted === undefined ? '' : `/${encodeURIComponent(wanted)}`}`;
    try {
      const info = parseVersion(await this.#context.http.json('GET', path, { signal: this.#ending.signal, largest: 256 * 1024 }));
      if (wanted === undefined) this.#saw(info ?? 'broken');
      if (info) return info;
    } catch (error) {
      const coded = toCodedError(error);
      const absent = coded.detail.status === 404;
      if (wanted === undefined && absent) this.#saw('none');
      else if (wanted === undefined) this.#unasked = coded;
      if (!absent) throw coded;
      return null;
    }
    throw new CodedError('server.error', 'the backup on the server cannot be understood');
  }

  #saw(seen: Seen): void {
    const { seen: before } = this.#standing;
    this.#unasked = null;
    this.#standing = { ...this.#standing, seen };
    if (typeof seen === 'object' && (typeof before !== 'object' || before.version !== seen.version)) this.#lookups.forget();
  }

  /** Reads how the engine stands to what the server said, and goes on from there; one after the other, so that the last has the last word. Never rejects. */
  #settle(): Promise<void> {
    this.#settling = this.#settling.then(() => this.#read());
    return this.#settling;
  }

  async #read(): Promise<void> {
    try {
      const active = await this.#context.run(() => this.#manager.getActiveBackupVersion());
      const reading = await this.#readingKey();
      const confirmed = await this.#context.run(() => this.#isConfirmed());
      this.#standing = { ...this.#standing, active, readable: reading !== null, confirmed };
      this.#follow(reading);
      this.#countSoon();
      this.#tell();
    } catch (error) {
      if (!this.#ending.signal.aborted) this.#context.log.warn('the state of the backup is not known', { code: toCodedError(error).code });
    }
  }

  #follow(reading: ReadingKey | null): void {
    const { seen } = this.#standing;
    if (reading === null || typeof seen !== 'object') return this.#restore.halt();
    this.#restore.follow(seen.version, seen.count);
    this.#lookups.resume();
  }

  async #isConfirmed(): Promise<boolean> {
    const { olm } = this.#context.machine;
    const identity = await olm.getIdentity(new UserId(olm.userId.toString()));
    const confirmed = identity?.isVerified() ?? false;
    identity?.free();
    return confirmed;
  }

  /** The private key that we hold, if it is that of the backup on the server. */
  #readingKey(): Promise<ReadingKey | null> {
    return this.#context.run(async () => {
      const { seen } = this.#standing;
      const keys = await this.#context.machine.olm.getBackupKeys();
      const { decryptionKey: key, backupVersion } = keys;
      keys.free();
      if (!key) return null;
      const reading = { version: backupVersion ?? '', privateKey: key.toBase64() };
      const fits =
        typeof seen === 'object' &&
        seen.version === backupVersion &&
        key.megolmV1PublicKey.publicKeyBase64 === bare(seen.auth_data.public_key);
      key.free();
      return fits ? reading : null;
    });
  }

  #uploaded(keys: number): void {
    this.#counts = { ...this.#counts, waiting: Math.max(0, this.#counts.waiting - keys) };
    this.#tell();
  }

  #uploading(problem: CodedError | null): void {
    if (problem !== null) this.#context.log.info('keys were not uploaded', { code: problem.code, status: problem.detail.status ?? 0 });
    this.#uploadProblem = problem;
    this.#countSoon();
    this.#tell();
  }

  #countSoon(): void {
    this.#counting ??= setTimeout(() => void this.#count(), countMs).unref();
  }

  async #count(): Promise<void> {
    this.#counting = null;
    try {
      const { total, backedUp } = await this.#context.run(() => this.#context.machine.olm.roomKeyCounts());
      this.#counts = { waiting: Math.max(0, total - backedUp), total };
      this.#tell();
    } catch {
      // The engine was stopped.
    }
  }

  #tell(): void {
    if (this.#ending.signal.aborted) return;
    const state = this.state();
    for (const listener of [...this.#listeners]) listener(state);
  }
}

const rethrow = (error: unknown): never => {
  throw toCodedError(error);
};
const ok = (): boolean => true;
const failed = (): boolean => false;
/** Base64 without its padding, as the engine gives it. */
const bare = (base64: string): string => base64.replace(/=+$/u, '');
