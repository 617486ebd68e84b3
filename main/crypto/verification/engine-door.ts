import { DeviceId, DeviceLists, RoomId, Sas, ToDeviceRequest, UserId, type OutgoingRequest } from '../engine/binding.ts';
import type { EngineContext } from '../engine/context.ts';
import type { JsonObject } from '../../records/index.ts';
import type { Flow, Inner } from './flow.ts';
import type { FirstMessage, RoomMessage } from './incoming.ts';

/** What verification does with the engine beside the objects of a single one. */
export class EngineDoor {
  readonly #machine: EngineContext['machine'];

  constructor({ machine }: EngineContext) {
    this.#machine = machine;
  }

  get ownUserId(): string {
    return this.#machine.olm.userId.toString();
  }

  get ownDeviceId(): string {
    return this.#machine.olm.deviceId.toString();
  }

  /** One round of attempts. */
  send(request: OutgoingRequest): Promise<void> {
    return this.#machine.sdk.outgoingRequestProcessor.makeOutgoingRequest(request);
  }

  /** Sends what the engine has to say by itself: answers that need no agent, signatures, requests for secrets. */
  flush(): void {
    this.#machine.sdk.outgoingRequestsManager.doProcessOutgoingRequests().catch(() => undefined);
  }

  /** Makes the engine end what has waited too long, and forget what has ended: until then it takes no other one of the same person. */
  async sweep(): Promise<void> {
    await this.#toDevice([]);
  }

  /** Asks the server for the devices and the identity of a person. */
  async query(userId: string): Promise<void> {
    await this.send(this.#machine.olm.queryKeysForUsers([new UserId(userId)]));
  }

  /** Gives the engine what begins a verification. Null where it will not have it. */
  async begin(first: FirstMessage): Promise<Inner | null> {
    const { olm } = this.#machine;
    const device = await olm.getDevice(new UserId(first.userId), new DeviceId(first.deviceId), 0);
    // The engine knows nothing of a device that has just signed in, and would ignore what it says.
    if (device === undefined) await this.query(first.userId);
    await this.sweep();
    if (first.roomId === null) await this.#toDevice([first.event]);
    else await olm.receiveVerificationEvent(JSON.stringify(first.event), new RoomId(first.roomId));
    return this.#inner(first.userId, first.transaction);
  }

  async roomEvent(message: RoomMessage): Promise<void> {
    await this.#machine.olm.receiveVerificationEvent(JSON.stringify(message.event), new RoomId(message.roomId));
  }

  /** Name of the other device, as its owner gave it. */
  async learnDevice(flow: Flow): Promise<void> {
    if (flow.deviceId === null || flow.deviceName !== null) return;
    const device = await this.#machine.olm.getDevice(new UserId(flow.userId), new DeviceId(flow.deviceId), 0);
    flow.deviceName = device?.displayName?.slice(0, 255) ?? null;
  }

  /** A to-device message as the engine would send one. */
  async sendToDevice(type: string, userId: string, deviceId: string, transactionId: string, content: JsonObject): Promise<void> {
    const body = JSON.stringify({ messages: { [userId]: { [deviceId]: content } } });
    await this.send(new ToDeviceRequest(transactionId, type, transactionId, body));
  }

  #inner(userId: string, transaction: string): Inner | null {
    const request = this.#machine.olm.getVerificationRequest(new UserId(userId), transaction);
    if (request !== undefined) return { request };
    const verification = this.#machine.olm.getVerification(new UserId(userId), transaction);
    return verification instanceof Sas ? { sas: verification } : null;
  }

  async #toDevice(events: JsonObject[]): Promise<void> {
    await this.#machine.olm.receiveSyncChangesMsc4186(JSON.stringify(events), new DeviceLists([], []), new Map());
  }
}
