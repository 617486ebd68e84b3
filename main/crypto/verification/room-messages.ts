import type { RoomId } from '../../../preload/contract/index.ts';
import { CodedError } from '../../../preload/contract/index.ts';
import type { VerificationRooms } from '../../matrix/index.ts';
import type { JsonObject } from '../../records/index.ts';
import type { Encryption } from '../engine/encryption.ts';

/** Sends events of verifications to rooms, encrypted where the room is; clients read them either way (spec 11.12.2.1). */
export class RoomMessages {
  readonly #encryption: Encryption;
  readonly #rooms: VerificationRooms;

  constructor(encryption: Encryption, rooms: VerificationRooms) {
    this.#encryption = encryption;
    this.#rooms = rooms;
  }

  /** Sends an event of a verification, and resolves with the answer of the server. */
  async send(roomId: RoomId, type: string, transactionId: string, content: JsonObject): Promise<JsonObject> {
    const target = await this.#rooms.target(roomId);
    const wire = target === null ? null : await this.#encrypted(target, type, content);
    return this.#rooms.send(roomId, wire?.type ?? type, transactionId, wire?.content ?? content);
  }

  /**
   * Null where nothing may be encrypted for this person, whose identity has changed: verifying is
   * what resolves that, and what is sent (public keys and their proofs) needs no secrecy.
   */
  async #encrypted(
    target: Parameters<Encryption['encrypt']>[0],
    type: string,
    content: JsonObject,
  ): Promise<{ type: string; content: JsonObject } | null> {
    try {
      return { type: 'm.room.encrypted', content: await this.#encryption.encrypt(target, type, content) };
    } catch (error) {
      if (error instanceof CodedError && error.code === 'crypto.identity-changed') return null;
      throw error;
    }
  }
}
