import type { RoomId } from '../../../preload/contract/index.ts';
import { CodedError } from '../../../preload/contract/index.ts';
import type { VerificationRooms } from '../../matrix/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { RoomMessageRequest } from '../engine/binding.ts';
import type { Encryption } from '../engine/encryption.ts';
import type { Machine } from '../engine/machine.ts';

/**
 * What the engine says in rooms goes through the encryption of the room. matrix-js-sdk sends it in
 * clear; any client that can decrypt a message of the room reads it either way (spec 11.12.2.1).
 */
export class RoomMessages {
  readonly #encryption: Encryption;
  readonly #rooms: VerificationRooms;

  constructor(machine: Machine, encryption: Encryption, rooms: VerificationRooms) {
    this.#encryption = encryption;
    this.#rooms = rooms;
    const { outgoingRequestProcessor: processor } = machine.sdk;
    const others = processor.makeOutgoingRequest.bind(processor);
    processor.makeOutgoingRequest = async (request, authenticate) => {
      if (!(request instanceof RoomMessageRequest)) return others(request, authenticate);
      const content = JSON.parse(request.body) as JsonObject;
      const answer = await this.send(request.room_id as RoomId, request.event_type, request.txn_id, content);
      await machine.olm.markRequestAsSent(request.id, request.type, JSON.stringify(answer));
    };
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
