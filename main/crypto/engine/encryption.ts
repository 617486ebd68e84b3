import { CodedError, type RoomId } from '../../../preload/contract/index.ts';
import { toCodedError, type EncryptionTarget } from '../../matrix/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { RoomId as RustRoomId, UserId } from './binding.ts';
import { EncryptedRoom, EventToEncrypt } from './encrypted-room.ts';
import type { TrustOffice } from '../trust/index.ts';
import type { Machine } from './machine.ts';
import { settingsInForce } from './room-settings.ts';

/** An error of the server keeps its code; anything else means that the engine cannot do it. */
function encryptionError(error: unknown): CodedError {
  const coded = toCodedError(error);
  if (coded.code !== 'internal') return coded;
  return new CodedError('crypto.unavailable', 'the message could not be encrypted', { cause: error });
}

/** Encrypts for rooms. What matrix-js-sdk keeps of a room is made again from the target after a restart. */
export class Encryption {
  readonly #machine: Machine;
  readonly #trust: Pick<TrustOffice, 'refuse'>;
  readonly #rooms = new Map<RoomId, EncryptedRoom>();
  /** The last work of a room. The engine must not lose a session between sharing it and encrypting with it: it would panic. */
  readonly #turns = new Map<RoomId, Promise<unknown>>();

  constructor(machine: Machine, trust: Pick<TrustOffice, 'refuse'>) {
    this.#machine = machine;
    this.#trust = trust;
  }

  /** Keeps the settings of a room that became encrypted (`m.room.encryption`). */
  async roomBecameEncrypted(roomId: RoomId, settings: JsonObject): Promise<void> {
    await this.#room({ roomId, settings, historyVisibility: 'shared', members: [] });
  }

  /** Whether this room was encrypted for since the start, so that the engine must hear of its members. */
  isActive(roomId: RoomId): boolean {
    return this.#rooms.get(roomId)?.isUsed ?? false;
  }

  encrypt(target: EncryptionTarget, type: string, content: JsonObject): Promise<JsonObject> {
    return this.#inTurn(target.roomId, () => this.#encrypt(target, type, content));
  }

  prepare(target: EncryptionTarget): Promise<void> {
    return this.#inTurn(target.roomId, () => this.#prepare(target));
  }

  /** The next message starts a new session. */
  async rotate(roomId: RoomId): Promise<void> {
    await this.#inTurn(roomId, () => this.#machine.olm.invalidateGroupSession(new RustRoomId(roomId)));
  }

  /** Whether a message is being encrypted for the room, which may wait for the network. */
  isBusy(roomId: RoomId): boolean {
    return this.#turns.has(roomId);
  }

  async #inTurn<T>(roomId: RoomId, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(roomId) ?? Promise.resolve();
    const done = before.then(work, work);
    this.#turns.set(roomId, done);
    try {
      return await done;
    } finally {
      if (this.#turns.get(roomId) === done) this.#turns.delete(roomId);
    }
  }

  async #encrypt(target: EncryptionTarget, type: string, content: JsonObject): Promise<JsonObject> {
    const event = new EventToEncrypt(target.roomId, type, content);
    try {
      const room = await this.#ready(target);
      await this.#trust.refuse(target);
      await this.#machine.sdk.encryptEvent(event, room);
      await this.#refuseLate(target);
    } catch (error) {
      throw encryptionError(error);
    }
    if (!event.encrypted) throw new CodedError('crypto.unavailable', 'the engine gave no ciphertext');
    return event.encrypted;
  }

  /** An identity may have changed while the key was shared: what was encrypted with that key must not go out. */
  async #refuseLate(target: EncryptionTarget): Promise<void> {
    try {
      await this.#trust.refuse(target);
    } catch (error) {
      await this.#machine.olm.invalidateGroupSession(new RustRoomId(target.roomId));
      throw error;
    }
  }

  async #prepare(target: EncryptionTarget): Promise<void> {
    await this.#ready(target);
    await this.#trust.refuse(target);
    const { sdk } = this.#machine;
    const encryptor = sdk.roomEncryptors[target.roomId];
    await encryptor?.prepareForEncryption(sdk.globalBlacklistUnverifiedDevices, sdk.deviceIsolationMode);
  }

  /** The room in the engine, which knows all its members and, where some are new, their devices. */
  async #ready(target: EncryptionTarget): Promise<EncryptedRoom> {
    const room = await this.#room(target);
    const fresh = room.renew(target);
    if (fresh.length > 0) {
      await this.#machine.olm.updateTrackedUsers(fresh.map((userId) => new UserId(userId)));
      await this.#machine.sdk.outgoingRequestsManager.doProcessOutgoingRequests();
    }
    return room;
  }

  async #room(target: EncryptionTarget): Promise<EncryptedRoom> {
    const known = this.#rooms.get(target.roomId);
    if (known) return known;
    const { sdk, olm } = this.#machine;
    const settings = await settingsInForce(olm, target.roomId, target.settings);
    const room = this.#rooms.get(target.roomId) ?? new EncryptedRoom(target);
    await sdk.onCryptoEvent(room, { getContent: () => settings });
    if (sdk.roomEncryptors[target.roomId]) this.#rooms.set(target.roomId, room);
    return room;
  }
}
