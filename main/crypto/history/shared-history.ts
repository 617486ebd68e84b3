import type { RoomId, UserId } from '../../../preload/contract/index.ts';
import { toCodedError, type RoomHistory } from '../../matrix/index.ts';
import { asObject } from '../../records/index.ts';
import { CollectStrategy, RoomId as RustRoomId, UserId as RustUserId, type StoredRoomKeyBundleData } from '../engine/binding.ts';
import type { EngineContext } from '../engine/context.ts';
import { Retry } from '../identity/retry.ts';
import type { TrustOffice } from '../trust/index.ts';
import { downloadBundle, uploadBundle } from './bundle-media.ts';
import { ExpectedHistory, type Expected } from './expected-history.ts';

/** A to-device message as the engine decrypted it; its sender made the content. */
export interface ReceivedMessage {
  message: { type?: unknown; content?: unknown };
}

const bundleTypes: readonly unknown[] = ['m.room_key_bundle', 'io.element.msc4268.room_key_bundle'];
const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** `RoomHistory` on the engine, which holds the bundles that were announced and checks who may give them. */
export class SharedHistory implements RoomHistory {
  readonly #context: EngineContext;
  readonly #trust: Pick<TrustOffice, 'people'>;
  readonly #expected: ExpectedHistory;
  readonly #retry = new Retry(() => this.#take());
  /** One attempt after the other: two would fetch the same bundle. */
  #turn: Promise<void> = Promise.resolve();
  #began = false;

  constructor(context: EngineContext, trust: Pick<TrustOffice, 'people'>, now: () => number) {
    this.#context = context;
    this.#trust = trust;
    this.#expected = new ExpectedHistory(context.precious.sql, now);
  }

  share(roomId: RoomId, userId: UserId): void {
    this.#context.run(() => this.#share(roomId, userId)).catch((error: unknown) => this.#warn('was not shared', error));
  }

  expect(roomId: RoomId, inviter: UserId): void {
    const kept = this.#context.run(async () => this.#expected.add({ roomId, inviter }));
    kept.then(() => this.#take(roomId)).catch((error: unknown) => this.#warn('is not expected', error));
  }

  /** What a sync brought: a bundle may be announced for a room that waits for one. */
  received(messages: readonly ReceivedMessage[]): void {
    for (const { message } of messages) {
      const roomId = bundleTypes.includes(message.type) ? asObject(message.content)['room_id'] : null;
      if (typeof roomId === 'string') this.#take(roomId);
    }
  }

  /** The connection is there: takes what was announced before the application was closed. */
  online(): void {
    if (this.#began) return;
    this.#began = true;
    this.#take();
  }

  async #share(roomId: RoomId, userId: UserId): Promise<void> {
    const { machine, log } = this.#context;
    await this.#learn(userId);
    if (!(await this.#maySend(userId))) return log.info('history was not shared: identities');
    const bundle = await machine.olm.buildRoomKeyBundle(new RustRoomId(roomId));
    if (bundle === undefined) return;
    const info = bundle.mediaEncryptionInfo;
    const uri = await uploadBundle(this.#context, bundle.encryptedData);
    bundle.free();
    await machine.sdk.keyClaimManager.ensureSessionsForUsers(quiet, [new RustUserId(userId)]);
    const strategy = CollectStrategy.identityBasedStrategy();
    const requests = await machine.olm.shareRoomKeyBundleData(new RustUserId(userId), new RustRoomId(roomId), uri, info, strategy);
    for (const request of requests) await machine.sdk.outgoingRequestProcessor.makeOutgoingRequest(request);
    log.info('history was shared', { requests: requests.length });
  }

  /** Takes the bundles of all rooms that wait for one, or of one room. */
  #take(only?: string): void {
    this.#turn = this.#turn.then(async () => {
      try {
        await this.#context.run(() => this.#takeEach(only));
        if (only === undefined) this.#retry.succeeded();
      } catch (error) {
        this.#warn('was not taken', error);
        this.#retry.failed(toCodedError(error));
      }
    });
  }

  async #takeEach(only: string | undefined): Promise<void> {
    for (const expected of this.#expected.all()) {
      if (only === undefined || only === expected.roomId) await this.#takeOne(expected);
    }
  }

  async #takeOne({ roomId, inviter }: Expected): Promise<void> {
    // The engine judges the sender's device by what it knows of its owner now.
    await this.#learn(inviter);
    const { olm } = this.#context.machine;
    const data = await olm.getReceivedRoomKeyBundleData(new RustRoomId(roomId), new RustUserId(inviter));
    if (data === undefined) return;
    const bytes = await downloadBundle(this.#context, data.url);
    await this.#import(roomId, data, bytes);
  }

  /** What cannot be imported now never can. */
  async #import(roomId: RoomId, data: StoredRoomKeyBundleData, bytes: Uint8Array): Promise<void> {
    this.#expected.remove(roomId);
    await this.#context.machine.olm.receiveRoomKeyBundle(data, bytes);
    this.#context.log.info('history was taken');
  }

  /** Receivers take nothing from a device that its owner has not signed; whose identity changed gets nothing. */
  async #maySend(userId: UserId): Promise<boolean> {
    const own = this.#context.machine.olm.userId.toString() as UserId;
    const people = await this.#trust.people([own, userId]);
    return people.get(own) === 'verified' && people.get(userId) !== 'violation';
  }

  /** Devices and identity of a person with whom we may share no room yet. */
  async #learn(userId: UserId): Promise<void> {
    const { olm, sdk } = this.#context.machine;
    await sdk.outgoingRequestProcessor.makeOutgoingRequest(olm.queryKeysForUsers([new RustUserId(userId)]));
  }

  #warn(what: string, error: unknown): void {
    this.#context.log.warn(`history ${what}`, { code: toCodedError(error).code });
  }
}
