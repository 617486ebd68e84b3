import { randomUUID } from 'node:crypto';
import type { RoomId, UserId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import type { EngineDoor } from './engine-door.ts';
import type { RoomMessages } from './room-messages.ts';

const type = 'm.key.verification.cancel';

export interface Farewell {
  userId: UserId;
  /** Null: all devices of the user. */
  deviceId: string | null;
  transaction: string;
  roomId: RoomId | null;
}

/** Tells the other side that a verification has ended which the engine does not have (spec 11.12.2.1). One round of attempts. */
export async function sayFarewell(door: EngineDoor, rooms: RoomMessages, farewell: Farewell, code: 'm.user' | 'm.timeout'): Promise<void> {
  const { userId, deviceId, transaction, roomId } = farewell;
  const why: JsonObject = {
    code,
    reason: code === 'm.user' ? 'The user cancelled the verification.' : 'The verification was interrupted.',
  };
  if (roomId === null) return door.sendToDevice(type, userId, deviceId ?? '*', randomUUID(), { ...why, transaction_id: transaction });
  const relation = { rel_type: 'm.reference', event_id: transaction };
  await rooms.send(roomId, type, randomUUID(), { ...why, 'm.relates_to': relation });
}
