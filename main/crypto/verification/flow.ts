import { randomUUID } from 'node:crypto';
import type { RoomId, UserId, VerificationId, VerificationQr, VerificationState } from '../../../preload/contract/index.ts';
import type { VerificationRecord } from '../../matrix/index.ts';
import { Qr, Sas, type OutgoingRequest, type VerificationRequest } from '../engine/binding.ts';
import type { FirstMessage } from './incoming.ts';
import { requestState, sasState } from './state.ts';

/** Life of a request, in milliseconds (spec 11.12.2.1). */
const lifeMs = 10 * 60_000;

export interface FlowStart {
  userId: UserId;
  deviceId: string | null;
  /** Transaction id, or id of the event that began it. */
  transaction: string;
  roomId: RoomId | null;
  isSelf: boolean;
  direction: 'incoming' | 'outgoing';
  /** Where it began elsewhere: what the engine has not been given yet. */
  first: FirstMessage | null;
}

/** What the engine has of a verification: a request, or, from old clients, a comparison of emoji without one. */
export type Inner = { request: VerificationRequest } | { sas: Sas };

/** One verification. It is open until it has an end, which then never changes. */
export class Flow {
  readonly id = randomUUID() as string as VerificationId;
  readonly userId: UserId;
  readonly roomId: RoomId | null;
  readonly isSelf: boolean;
  readonly direction: 'incoming' | 'outgoing';
  readonly startedAt = Date.now();
  readonly deadline = this.startedAt + lifeMs;
  transaction: string;
  deviceId: string | null;
  deviceName: string | null = null;
  heardAt = this.startedAt;
  /** Not given to the engine yet: another one with the same person is open. */
  first: FirstMessage | null;
  #inner: Inner | null = null;
  #qr: VerificationQr | null = null;
  #accepted = false;
  #end: VerificationState | null = null;

  constructor(start: FlowStart) {
    this.userId = start.userId;
    this.deviceId = start.deviceId;
    this.transaction = start.transaction;
    this.roomId = start.roomId;
    this.isSelf = start.isSelf;
    this.direction = start.direction;
    this.first = start.first;
  }

  get isOpen(): boolean {
    return this.#end === null;
  }

  /** Whether the engine has it. */
  get isKnown(): boolean {
    return this.#inner !== null;
  }

  get request(): VerificationRequest | null {
    return this.#inner !== null && 'request' in this.#inner ? this.#inner.request : null;
  }

  /** The comparison of emoji, once there is one. */
  get sas(): Sas | null {
    if (this.#inner !== null && 'sas' in this.#inner) return this.#inner.sas;
    const verification = this.request?.getVerification();
    return verification instanceof Sas ? verification : null;
  }

  get qr(): Qr | null {
    const verification = this.request?.getVerification();
    return verification instanceof Qr ? verification : null;
  }

  /** Takes what the engine made of it. */
  take(inner: Inner): void {
    this.#inner = inner;
    this.first = null;
  }

  /** Goes on as the verification that the other side began at the same moment. */
  giveWay(first: FirstMessage): void {
    this.transaction = first.transaction;
    this.deviceId = first.deviceId;
    this.deviceName = null;
    this.first = first;
    this.#inner = null;
    this.#qr = null;
  }

  /** The agent wants it: what the other side starts is answered from now on. */
  accept(): void {
    this.#accepted = true;
  }

  shows(qr: VerificationQr): void {
    this.#qr = qr;
  }

  end(state: VerificationState): void {
    this.#end ??= state;
    this.#letGo();
  }

  state(): VerificationState {
    if (this.#end !== null) return this.#end;
    const state = this.#current();
    if (state.phase === 'done' || state.phase === 'cancelled') this.end(state);
    return state;
  }

  /** The answer to a comparison that the other side started, which the agent has agreed to; made once. */
  answer(): OutgoingRequest | undefined {
    return this.isOpen && this.#accepted ? this.sas?.accept() : undefined;
  }

  /** Ends it, with what tells the other side. */
  cancel(code: 'm.user' | 'm.mismatched_sas'): OutgoingRequest | undefined {
    const method = this.sas ?? this.qr;
    return method === null ? this.request?.cancel() : method.cancelWithCode(code);
  }

  record(): VerificationRecord {
    const { id, userId, deviceId, deviceName, isSelf, direction, roomId, startedAt, deadline, heardAt } = this;
    return {
      verificationId: id,
      userId,
      deviceId,
      deviceName,
      isSelf,
      direction,
      roomId,
      startedAt,
      deadline,
      heardAt,
      state: this.state(),
    };
  }

  /** A method that ended may leave its request open in the engine, which would cancel the next one of this person. What it would send is not: the other side was told. */
  #letGo(): void {
    const { request } = this;
    if (request !== null && !request.isCancelled() && !request.isDone()) request.cancel();
  }

  #current(): VerificationState {
    if (this.#inner === null) return { phase: 'waiting' };
    if ('request' in this.#inner) return requestState(this.#inner.request, this.#qr);
    const state = sasState(this.#inner.sas);
    return state.phase === 'started' && !this.#accepted ? { phase: 'requested' } : state;
  }
}
