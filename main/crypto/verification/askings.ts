import { randomUUID } from 'node:crypto';
import { CodedError, type RoomId, type UserId } from '../../../preload/contract/index.ts';
import {
  DeviceId,
  EventId,
  OtherUserIdentity,
  RoomId as RustRoomId,
  UserId as RustUserId,
  type OwnUserIdentity,
} from '../engine/binding.ts';
import type { EngineContext } from '../engine/context.ts';
import { toCodedError } from '../../matrix/index.ts';
import { isEventId, type JsonObject } from '../../records/index.ts';
import type { EngineDoor } from './engine-door.ts';
import type { FlowList } from './flow-list.ts';
import type { Flow } from './flow.ts';
import type { RoomMessages } from './room-messages.ts';
import { methods } from './state.ts';

export interface AskingParts {
  context: EngineContext;
  door: EngineDoor;
  flows: FlowList;
  rooms(): RoomMessages;
}

const noIdentity = (): CodedError => new CodedError('verification.no-identity', 'there is no cross-signing identity to verify');

/** What the server forbids here is no room. */
function refusal(error: unknown): CodedError {
  const coded = toCodedError(error);
  return coded.code === 'room.forbidden'
    ? new CodedError('server.error', 'the server refused the request', { detail: coded.detail, cause: error })
    : coded;
}

/** Verifications that begin here. Each resolves once the request is sent, and leaves nothing where it could not be. */
export class Askings {
  readonly #parts: AskingParts;

  constructor(parts: AskingParts) {
    this.#parts = parts;
  }

  /** All own devices (spec 11.12.2.1: the request goes to each of them, the first answer counts). */
  async own(): Promise<Flow> {
    const { door } = this.#parts;
    const identity = await this.#identity(door.ownUserId);
    if (identity === undefined || identity instanceof OtherUserIdentity) throw noIdentity();
    const [request, message] = await identity.requestVerification(methods());
    return this.#begin(request, { userId: door.ownUserId as UserId, deviceId: null }, () => door.send(message));
  }

  async device(userId: UserId, deviceId: string): Promise<Flow> {
    const { context, door } = this.#parts;
    const find = () => context.machine.olm.getDevice(new RustUserId(userId), new DeviceId(deviceId), 0);
    let device = await find();
    if (device === undefined) {
      await door.query(userId);
      device = await find();
    }
    if (device === undefined) throw new CodedError('verification.unknown', 'no such device is known');
    const [request, message] = device.requestVerification(methods());
    return this.#begin(request, { userId, deviceId }, () => door.send(message));
  }

  /** In a room: the engine is told once the server has named the event (spec 11.12.2.1, `m.key.verification.request` as a message). */
  async user(userId: UserId, roomId: RoomId): Promise<Flow> {
    const identity = await this.#identity(userId);
    if (!(identity instanceof OtherUserIdentity)) throw noIdentity();
    // The engine leaves the message type out.
    const content = {
      ...(JSON.parse(identity.verificationRequestContent(methods())) as JsonObject),
      msgtype: 'm.key.verification.request',
    };
    const { event_id: eventId } = await this.#parts.rooms().send(roomId, 'm.room.message', randomUUID(), content);
    if (!isEventId(eventId)) throw new CodedError('server.error', 'the answer holds no event_id', { retryable: true });
    const request = identity.requestVerification(new RustRoomId(roomId), new EventId(eventId), methods());
    const flow = this.#add(request.flowId, { userId, deviceId: null }, roomId);
    flow.take({ request });
    return flow;
  }

  async #begin(
    request: Flow['request'] & object,
    to: { userId: UserId; deviceId: string | null },
    send: () => Promise<void>,
  ): Promise<Flow> {
    const flow = this.#add(request.flowId, to, null);
    flow.take({ request });
    try {
      await send();
      return flow;
    } catch (error) {
      request.cancel();
      this.#parts.flows.remove(flow);
      throw refusal(error);
    }
  }

  #add(transaction: string, { userId, deviceId }: { userId: UserId; deviceId: string | null }, roomId: RoomId | null): Flow {
    const { flows, door } = this.#parts;
    const flow = flows.add({
      userId,
      deviceId,
      transaction,
      roomId,
      isSelf: userId === door.ownUserId,
      direction: 'outgoing',
      first: null,
    });
    flow.accept();
    return flow;
  }

  /** The identity as the server has it now, where none is known yet. */
  async #identity(userId: string): Promise<OwnUserIdentity | OtherUserIdentity | undefined> {
    const { context, door } = this.#parts;
    const find = () => context.machine.olm.getIdentity(new RustUserId(userId));
    const known = await find();
    if (known !== undefined) return known;
    await door.query(userId);
    return find();
  }
}
