import type { RoomId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { RoomMessageRequest, ToDeviceRequest } from '../engine/binding.ts';
import type { Machine } from '../engine/machine.ts';
import type { RoomMessages } from './room-messages.ts';

export interface CourierParts {
  rooms(): RoomMessages;
  /** The engine was told that a message of its went out: a verification goes on only then. */
  onSent(): void;
}

/**
 * Stands where matrix-js-sdk sends what the engine says. What goes to rooms, which it would send in
 * clear, goes through the encryption of the room.
 */
export function standInForSender({ sdk, olm }: Machine, { rooms, onSent }: CourierParts): void {
  const { outgoingRequestProcessor: processor } = sdk;
  const others = processor.makeOutgoingRequest.bind(processor);
  const toRoom = async (request: RoomMessageRequest): Promise<void> => {
    const content = JSON.parse(request.body) as JsonObject;
    const answer = await rooms().send(request.room_id as RoomId, request.event_type, request.txn_id, content);
    await olm.markRequestAsSent(request.id, request.type, JSON.stringify(answer));
  };
  processor.makeOutgoingRequest = async (request, authenticate) => {
    if (request instanceof RoomMessageRequest) await toRoom(request);
    else await others(request, authenticate);
    if (request instanceof RoomMessageRequest || request instanceof ToDeviceRequest) onSent();
  };
}
