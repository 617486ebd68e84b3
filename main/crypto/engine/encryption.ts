import type { MatrixEvent } from 'matrix-js-sdk';
import { CodedError, type RoomId } from '../../../preload/contract/index.ts';
import { toCodedError, type EncryptionTarget } from '../../matrix/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { RoomId as RustRoomId, UserId } from './binding.ts';
import { EncryptedRoom, EventToEncrypt } from './encrypted-room.ts';
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
  readonly #rooms = new Map<RoomId, EncryptedRoom>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Keeps the settings of a room that became encrypted (`m.room.encryption`). */
  async roomBecameEncrypted(roomId: RoomId, settings: JsonObject): Promise<void> {
    await this.#room({ roomId, settings, historyVisibility: 'shared', members: [] });
  }

  /** Whether this room was encrypted for since the start, so that the engine must hear of its members. */
  isActive(roomId: RoomId): boolean {
    return this.#rooms.get(roomId)?.isUsed ?? false;
  }

  async encrypt(target: EncryptionTarget, type: string, content: JsonObject): Promise<JsonObject> {
    const event = new EventToEncrypt(target.roomId, type, content);
    try {
      const room = await this.#ready(target);
      await this.#machine.sdk.encryptEvent(event as unknown as MatrixEvent, room.asSdkRoom());
    } catch (error) {
      throw encryptionError(error);
    }
    if (!event.encrypted) throw new CodedError('crypto.unavailable', 'the engine gave no ciphertext');
    return event.encrypted;
  }

  async prepare(target: EncryptionTarget): Promise<void> {
    await this.#ready(target);
    const { sdk, internals } = this.#machine;
    const encryptor = internals.roomEncryptors[target.roomId];
    await encryptor?.prepareForEncryption(sdk.globalBlacklistUnverifiedDevices, internals.deviceIsolationMode);
  }

  async rotate(roomId: RoomId): Promise<void> {
    await this.#machine.olm.invalidateGroupSession(new RustRoomId(roomId));
  }

  /** The room in the engine, which knows all its members and, where some are new, their devices. */
  async #ready(target: EncryptionTarget): Promise<EncryptedRoom> {
    const room = await this.#room(target);
    const fresh = room.renew(target);
    if (fresh.length > 0) {
      await this.#machine.olm.updateTrackedUsers(fresh.map((userId) => new UserId(userId)));
      await this.#machine.internals.outgoingRequestsManager.doProcessOutgoingRequests();
    }
    return room;
  }

  async #room(target: EncryptionTarget): Promise<EncryptedRoom> {
    const known = this.#rooms.get(target.roomId);
    if (known) return known;
    const { sdk, internals, olm } = this.#machine;
    const settings = await settingsInForce(olm, target.roomId, target.settings);
    const room = this.#rooms.get(target.roomId) ?? new EncryptedRoom(target);
    await sdk.onCryptoEvent(room.asSdkRoom(), { getContent: () => settings } as unknown as MatrixEvent);
    if (internals.roomEncryptors[target.roomId]) this.#rooms.set(target.roomId, room);
    return room;
  }
}
