import { CodedError, type ErrorCode, type UserId } from '../../../preload/contract/index.ts';
import { ChallengeError, Interactive, toCodedError, type Authentication, type Identity, type IdentityState } from '../../matrix/index.ts';
import type { UserId as RustUserId } from '../engine/binding.ts';
import type { EngineContext } from '../engine/context.ts';
import type { Dehydration } from '../dehydration/index.ts';
import { takeDehydrationKey } from './dehydration-key.ts';
import { heldBackupKey, makeBackup, serverBackup } from './new-backup.ts';
import { queryOwnKeys, readOwnKeys, signThisDevice } from './own-keys.ts';
import { bringIntoForce, closeToOthers, WaitingCode } from './prove-code.ts';
import { publishIdentity } from './publish.ts';
import { Reset } from './reset.ts';
import { Retry } from './retry.ts';
import { backupSecret, readStoredSecrets, saveSecret } from './secret-storage.ts';
import { IdentityServer } from './server.ts';
import { isConfirmed, standingOf, type ServerFacts } from './standing.ts';
import { checkedKey, confirmWith } from './use-code.ts';

interface IdentityParts {
  /** The password of a sign-in that has just been made, once; null where there is none. */
  takePassword(): string | null;
  /** Milliseconds since the epoch. */
  now(): number;
  dehydration: Pick<Dehydration, 'keyForCode' | 'takeKey' | 'forget'>;
}

/** Account data by which another device changes what is shown here. */
const concerns = (type: string): boolean =>
  type.startsWith('m.secret_storage.') || type.startsWith('m.cross_signing.') || type === backupSecret;

/** `Identity` on the engine of an account. Everything that asks the server goes one after the other. */
export class OwnIdentity implements Identity {
  readonly #context: EngineContext;
  readonly #parts: IdentityParts;
  readonly #server: IdentityServer;
  readonly #retry = new Retry(() => this.online());
  readonly #listeners = new Set<(state: IdentityState) => void>();
  #turn: Promise<unknown> = Promise.resolve();
  #waitingToLook = false;
  #facts: ServerFacts | null = null;
  #state: IdentityState = { status: 'unknown', ways: [], code: null, otherDevices: 0, changed: false, problem: null };
  #asked = false;
  #setUpAsk: Interactive | null = null;
  #reset: Reset | null = null;
  #code: WaitingCode | null = null;

  constructor(context: EngineContext, parts: IdentityParts) {
    this.#context = context;
    this.#parts = parts;
    this.#server = new IdentityServer(context);
    const { olm } = context.machine;
    const own = olm.userId.toString();
    olm.registerUserIdentityUpdatedCallback(async (userId: RustUserId) => this.#mayLook(userId.toString() === own));
    olm.registerDevicesUpdatedCallback(async (userIds: string[]) => this.#mayLook(userIds.includes(own)));
  }

  state(): IdentityState {
    return this.#state;
  }

  onState(listener: (state: IdentityState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  online(): void {
    this.setUp(null).catch(() => undefined);
  }

  accountData(types: readonly string[]): void {
    this.#mayLook(types.some(concerns));
  }

  setUp(authentication: Authentication | null): Promise<void> {
    return this.#inTurn(() => this.#settle(authentication));
  }

  async createCode(): Promise<string> {
    const keys = await this.#context.run(() => readOwnKeys(this.#context.machine.olm));
    if (!keys.verified || !keys.hasPrivate)
      throw new CodedError('identity.unconfirmed', 'this device is not confirmed', { retryable: true });
    this.#code = new WaitingCode();
    return this.#code.code;
  }

  waitingCode(): string | null {
    return this.#code?.code ?? null;
  }

  dropCode(): void {
    this.#code = null;
  }

  async proveCode(typed: string): Promise<void> {
    const waiting = this.#code;
    if (waiting === null) throw new CodedError('identity.no-code', 'no code waits for its proof');
    const key = waiting.prove(typed);
    const { dehydration, now } = this.#parts;
    await this.#inTurn(async () => {
      const dehydrationKey = await dehydration.keyForCode();
      await bringIntoForce(this.#context, this.#server, waiting.keyId, key, { at: now(), dehydrationKey });
      if (dehydrationKey !== null) await dehydration.takeKey(dehydrationKey);
    });
    this.#code = null;
    await this.setUp(null);
  }

  async useCode(typed: string): Promise<void> {
    await this.#inTurn(async () => {
      const stored = await readStoredSecrets(this.#server);
      const { keyId, key } = await checkedKey(this.#server, stored, typed);
      await confirmWith(this.#context, this.#server, stored, keyId, key);
      // The device is confirmed, whatever becomes of this.
      await takeDehydrationKey(this.#parts.dehydration, this.#server, stored, { keyId, key }).catch((error: unknown) =>
        this.#context.log.warn('no key for a dehydrated device', { code: toCodedError(error).code }),
      );
    });
    await this.setUp(null);
  }

  async reset(authentication: Authentication | null): Promise<void> {
    const reset = (this.#reset ??= new Reset(this.#context, this.#server, this.#interactive()));
    await this.#inTurn(async () => {
      await reset.run(authentication);
      await this.#parts.dehydration.forget();
    });
    this.#reset = null;
    this.#code = null;
    await this.setUp(null);
  }

  forgetBackupKey(): Promise<void> {
    return this.#inTurn(() => saveSecret(this.#server, backupSecret, new Map()));
  }

  #interactive(): Interactive {
    const { client, machine } = this.#context;
    return new Interactive(machine.olm.userId.toString() as UserId, client.baseUrl);
  }

  /** One after the other; what fails is told to whoever asked. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(() => this.#context.run(work)).catch((error: unknown) => Promise.reject(toCodedError(error)));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** Something of ours changed elsewhere: looks again, once for all that came meanwhile. */
  #mayLook(concerned: boolean): void {
    if (!concerned || this.#facts === null || this.#waitingToLook) return;
    this.#waitingToLook = true;
    const look = async (): Promise<void> => {
      this.#waitingToLook = false;
      await this.#settle(null);
    };
    this.#inTurn(look).catch(() => undefined);
  }

  /** Asks the server, sets up what is missing, and tells how all stands then. */
  async #settle(authentication: Authentication | null): Promise<void> {
    try {
      await this.#settleOnce(authentication);
      this.#retry.succeeded();
      await this.#tell(null);
    } catch (error) {
      const coded = toCodedError(error);
      this.#asked = coded.code === 'auth.confirm-identity' || (this.#asked && coded.code === 'auth.wrong-password');
      await this.#tell(this.#asked ? null : coded.code);
      this.#retry.failed(coded);
      throw coded;
    }
  }

  async #settleOnce(authentication: Authentication | null): Promise<void> {
    let master = await queryOwnKeys(this.#context, this.#server);
    if (master === null) {
      await this.#tellStarting();
      await this.#publish(authentication);
      master = await queryOwnKeys(this.#context, this.#server);
    }
    this.#asked = false;
    await this.#finishSignature(master);
    await this.#look(master);
    const keys = await readOwnKeys(this.#context.machine.olm);
    if (this.#facts && isConfirmed(this.#facts, keys)) await this.#keepWhole(this.#facts, keys.otherDevices);
  }

  /** A run that was cut off after the keys were published, or taken over, left the device without its signature. */
  async #finishSignature(master: string | null): Promise<void> {
    const { hasPrivate, verified, signed, master: known } = await readOwnKeys(this.#context.machine.olm);
    if (master !== null && known === master && hasPrivate && verified && !signed) await signThisDevice(this.#context, this.#server);
  }

  async #look(master: string | null): Promise<void> {
    const [stored, backup] = await Promise.all([readStoredSecrets(this.#server), serverBackup(this.#server)]);
    this.#facts = { master, stored, hasBackup: backup !== null };
  }

  /** A backup from the first minute on; and nothing that a code of before still opens. */
  async #keepWhole(facts: ServerFacts, otherDevices: number): Promise<void> {
    if (await this.#lacksBackup(facts, otherDevices)) {
      await makeBackup(this.#context, this.#server);
      this.#facts = { ...facts, hasBackup: true };
    }
    await closeToOthers(this.#server, facts.stored);
  }

  /** There is none; or a run that was cut off made one whose key nobody has. */
  async #lacksBackup({ stored }: ServerFacts, otherDevices: number): Promise<boolean> {
    const backup = await serverBackup(this.#server);
    if (backup === null) return true;
    if ((await heldBackupKey(this.#context, backup)) !== null) {
      await this.#context.machine.sdk.checkKeyBackupAndEnable();
      return false;
    }
    const openable = (stored.secrets.get(backupSecret)?.size ?? 0) > 0;
    return !openable && otherDevices === 0;
  }

  /**
   * Publishes a new identity where there is none. Another device may do the same in this moment: a
   * server that asks who one is (it does not for a first identity, MSC3967) is looked at again first,
   * and what another device has made is never replaced.
   */
  async #publish(authentication: Authentication | null): Promise<void> {
    const ask = (this.#setUpAsk ??= this.#interactive());
    try {
      await publishIdentity(this.#context, this.#server, ask, authentication);
    } catch (error) {
      if (!(error instanceof ChallengeError) || authentication !== null) throw error;
      if ((await queryOwnKeys(this.#context, this.#server)) !== null) return;
      const password = this.#parts.takePassword();
      if (password === null || !error.question.ways.includes('password')) throw error;
      await publishIdentity(this.#context, this.#server, ask, { password });
    }
    this.#setUpAsk = null;
  }

  async #tellStarting(): Promise<void> {
    this.#facts = { master: null, stored: { key: null, secrets: new Map(), replaced: [] }, hasBackup: false };
    await this.#tell(null);
  }

  async #tell(problem: ErrorCode | null): Promise<void> {
    const keys = await readOwnKeys(this.#context.machine.olm);
    const state = standingOf(this.#facts, keys, this.#asked, problem);
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#context.log.info('identity', { status: state.status, problem });
    for (const listener of this.#listeners) listener(state);
  }
}
