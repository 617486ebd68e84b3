import type { EventRecord, JsonObject } from '../../records/index.ts';
import { asObject } from '../../records/index.ts';
import type { Flow } from './flow.ts';
import type { FlowList } from './flow-list.ts';
import { firstOfRoom, firstToDevice, roomMessage, toDeviceName, type FirstMessage, type RoomMessage } from './incoming.ts';
import { cancelled } from './reasons.ts';

export interface IntakeParts {
  flows: FlowList;
  ownUserId: string;
  ownDeviceId: string;
  /** Our request gives way to theirs, made at the same moment. */
  yieldTo(flow: Flow, first: FirstMessage): void;
}

const codeOf = (event: JsonObject): string => {
  const { code } = asObject(event['content']);
  return typeof code === 'string' ? code : '';
};

/**
 * Decides which messages of verifications reach the engine. It gets those of verifications that we
 * list, and no others: an unknown transaction, an old request, one too many costs nothing. What
 * begins a verification is held back until none is open with the same person, since the engine
 * would cancel both.
 */
export class Intake {
  readonly #parts: IntakeParts;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  /** The to-device messages of a sync answer that the engine may have. */
  toDevice(events: readonly JsonObject[], live: boolean): JsonObject[] {
    return events.filter((event) => this.#admits(event, live));
  }

  /** The events of rooms that the engine may have, in order. */
  rooms(records: readonly EventRecord[], live: boolean): RoomMessage[] {
    return records.flatMap((record) => {
      const message = record.redaction === null && record.stateKey === null ? roomMessage(record) : null;
      return message !== null && this.#admitsRoom(message, live) ? [message] : [];
    });
  }

  #admits(event: JsonObject, live: boolean): boolean {
    const name = toDeviceName(event);
    if (name === null) return true;
    if (name === 'malformed') return false;
    const { userId, transaction, type } = name;
    const flow = this.#parts.flows.find(userId, transaction);
    if (flow !== null && flow.roomId === null) return this.#continues(flow, type, event);
    if (flow !== null || (type !== 'm.key.verification.request' && type !== 'm.key.verification.start')) return false;
    const first = firstToDevice(event, live, Date.now());
    if (first !== null) this.#arrives(first);
    return false;
  }

  #admitsRoom(message: RoomMessage, live: boolean): boolean {
    const { flows, ownUserId, ownDeviceId } = this.#parts;
    const own = message.userId === ownUserId;
    if (message.begins) {
      const known = flows.find(message.userId, message.transaction);
      const first = known === null ? firstOfRoom(message, ownUserId, live, Date.now()) : null;
      if (first !== null) this.#arrives(first);
      return false;
    }
    const flow = flows.all.find(({ roomId, transaction }) => roomId === message.roomId && transaction === message.transaction);
    if (flow === undefined || (message.userId !== flow.userId && !own) || (own && message.deviceId === ownDeviceId)) return false;
    return this.#continues(flow, message.type, message.event, !own);
  }

  /** A message of a verification that is listed. */
  #continues(flow: Flow, type: string, event: JsonObject, heard = true): boolean {
    if (!flow.isOpen || type === 'm.key.verification.request') return false;
    if (heard) flow.heardAt = Date.now();
    if (flow.isKnown) return true;
    if (type === 'm.key.verification.cancel') flow.end(cancelled(codeOf(event), false));
    return false;
  }

  #arrives(first: FirstMessage): void {
    const { flows, ownUserId, ownDeviceId } = this.#parts;
    const isSelf = first.userId === ownUserId;
    if (isSelf && first.deviceId === ownDeviceId) return;
    const active = flows.active(first.userId);
    if (active !== null && this.#givesWay(active, first)) return this.#parts.yieldTo(active, first);
    if (!flows.hasRoom(first.userId, isSelf)) return;
    const { userId, deviceId, transaction, roomId } = first;
    flows.add({ userId, deviceId, transaction, roomId, isSelf, direction: 'incoming', first });
  }

  /** Both asked at once: the smaller transaction goes on, and both sides see that the same way. */
  #givesWay(active: Flow, first: FirstMessage): boolean {
    const unanswered = active.direction === 'outgoing' && active.state().phase === 'requested';
    return unanswered && active.roomId === first.roomId && first.kind === 'request' && first.transaction < active.transaction;
  }
}
