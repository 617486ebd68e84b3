import { setImmediate as nextLoop } from 'node:timers/promises';
import { AllDevicesIsolationMode, OnlySignedDevicesIsolationMode } from 'matrix-js-sdk/lib/crypto-api/index.js';
import { CodedError, type UserId } from '../../../preload/contract/index.ts';
import type { EncryptionTarget, PersonTrust, Trust } from '../../matrix/index.ts';
import { OtherUserIdentity, TrustRequirement, UserId as RustUserId } from '../engine/binding.ts';
import type { EngineContext } from '../engine/context.ts';
import { personTrust } from './person.ts';

/** Identities are read this many at a time; then the event loop gets its turn. */
const sliceSize = 20;
/** What was just decrypted is kept within this time; then its senders are asked for. In milliseconds. */
const askingMs = 250;

/** `Trust`, and what encryption and decryption ask of it. */
export class TrustOffice implements Trust {
  readonly #context: EngineContext;
  readonly #own: UserId;
  readonly #known = new Map<UserId, PersonTrust>();
  readonly #followed = new Set<UserId>();
  readonly #listeners: ((userIds: UserId[]) => void)[] = [];
  /** Grows with every change: an answer that was being read meanwhile is not kept. */
  #version = 0;
  #excludes = false;

  constructor(context: EngineContext) {
    this.#context = context;
    const { olm } = context.machine;
    this.#own = olm.userId.toString() as UserId;
    olm.registerUserIdentityUpdatedCallback(async (userId) => this.#changed([userId.toString() as UserId]));
    olm.registerDevicesUpdatedCallback(async (userIds) => this.#changed(userIds as UserId[]));
  }

  /** What a sender's device must be for its messages to be shown (MSC4153 tells legacy sessions, whose sender was never known, from unsigned ones). */
  get requirement(): TrustRequirement {
    return this.#excludes ? TrustRequirement.CrossSignedOrLegacy : TrustRequirement.Untrusted;
  }

  onPeople(listener: (userIds: UserId[]) => void): void {
    this.#listeners.push(listener);
  }

  people(userIds: UserId[]): Promise<Map<UserId, PersonTrust>> {
    return this.#context.run(() => this.#people(userIds));
  }

  accept(userId: UserId): Promise<void> {
    return this.#context.run(async () => {
      const identity = await this.#context.machine.olm.getIdentity(new RustUserId(userId));
      if (!(identity instanceof OtherUserIdentity)) throw new CodedError('user.unknown', 'no identity of this person is known');
      await identity.withdrawVerification();
      await identity.pinCurrentMasterKey();
      identity.free();
      this.#changed([userId]);
    });
  }

  excludeUnsignedDevices(exclude: boolean): boolean {
    const changed = exclude !== this.#excludes;
    this.#excludes = exclude;
    const { sdk } = this.#context.machine;
    // Problems of verified people are told by `refuse`, which names them.
    sdk.setDeviceIsolationMode(exclude ? new OnlySignedDevicesIsolationMode() : new AllDevicesIsolationMode(false));
    return changed;
  }

  /**
   * Rejects where nothing may be sent: `crypto.identity-changed` while the identity of a member is not
   * the one that we verified; `crypto.device-unverified` where only signed devices take part and ours is none.
   */
  async refuse({ members }: EncryptionTarget): Promise<void> {
    const people = await this.#people(members.map((member) => member.userId).filter((userId) => userId !== this.#own));
    const count = [...people.values()].filter((trust) => trust === 'violation').length;
    if (count > 0) throw new CodedError('crypto.identity-changed', 'a verified member has a new identity', { detail: { count } });
    if (this.#excludes && (await personTrust(this.#context.machine.olm, this.#own)) !== 'verified') {
      throw new CodedError('crypto.device-unverified', 'only signed devices may send, and this one is not');
    }
  }

  /**
   * Follows the devices of those who sent something, so that it can be judged: the engine by itself
   * follows only those whom it encrypts for. The server is asked for them a moment later.
   */
  async follow(senders: UserId[]): Promise<void> {
    const fresh = [...new Set(senders)].filter((userId) => !this.#followed.has(userId));
    if (fresh.length === 0) return;
    await this.#context.machine.olm.updateTrackedUsers(fresh.map((userId) => new RustUserId(userId)));
    for (const userId of fresh) this.#followed.add(userId);
    setTimeout(() => this.#ask(), askingMs).unref();
  }

  #ask(): void {
    const { sdk } = this.#context.machine;
    // The loop of requests hears its own failures, and goes on after the next sync.
    void this.#context.run(() => sdk.outgoingRequestsManager.doProcessOutgoingRequests()).catch(() => undefined);
  }

  async #people(userIds: UserId[]): Promise<Map<UserId, PersonTrust>> {
    const found = new Map<UserId, PersonTrust>();
    for (const [index, userId] of userIds.entries()) {
      if (index % sliceSize === sliceSize - 1) await nextLoop();
      // Our own identity becomes trusted without a word of the engine; and there is only one of it.
      const known = userId === this.#own ? undefined : this.#known.get(userId);
      found.set(userId, known ?? (await this.#read(userId)));
    }
    return found;
  }

  async #read(userId: UserId): Promise<PersonTrust> {
    const version = this.#version;
    const trust = await personTrust(this.#context.machine.olm, userId);
    if (version === this.#version) this.#known.set(userId, trust);
    return trust;
  }

  /** Our own identity decides on whom we have verified. */
  #changed(userIds: UserId[]): void {
    this.#version += 1;
    if (userIds.includes(this.#own)) this.#known.clear();
    for (const userId of userIds) this.#known.delete(userId);
    for (const listener of this.#listeners) listener(userIds);
  }
}
