import { CodedError, type RoomId, type UserId, type VerificationId } from '../../../preload/contract/index.ts';
import { toCodedError, type VerificationRecord, type VerificationRooms, type Verifications } from '../../matrix/index.ts';
import type { EventRecord, JsonObject } from '../../records/index.ts';
import { QrCodeScan, type OutgoingRequest } from '../engine/binding.ts';
import type { EngineContext } from '../engine/context.ts';
import type { Encryption } from '../engine/encryption.ts';
import { Askings } from './askings.ts';
import { standInForSender } from './courier.ts';
import { EngineDoor } from './engine-door.ts';
import { sayFarewell, type Farewell } from './farewells.ts';
import { FlowList } from './flow-list.ts';
import type { Flow } from './flow.ts';
import { Intake } from './intake.ts';
import { OpenFlows } from './open-flows.ts';
import { Outbox } from './outbox.ts';
import { qrOf } from './qr.ts';
import { RoomMessages } from './room-messages.ts';
import { methods } from './state.ts';
import { Sweeper } from './sweeper.ts';

/** What came after a longer silence may have waited on the server, in milliseconds. */
const liveMs = 5 * 60_000;

const notNow = (): CodedError => new CodedError('verification.not-now', 'the verification does not stand so that this can be done');

/** `Verifications` on the Rust machine. */
export class VerificationDesk implements Verifications {
  readonly #context: EngineContext;
  readonly #encryption: Encryption;
  readonly #door: EngineDoor;
  readonly #flows = new FlowList();
  readonly #intake: Intake;
  readonly #askings: Askings;
  readonly #kept: OpenFlows;
  readonly #outboxes = new Map<Flow, Outbox>();
  readonly #listeners: (() => void)[] = [];
  #rooms: RoomMessages | null = null;
  /** One thing after the other: nothing comes between a request and what the engine knows of it. */
  #turn: Promise<unknown> = Promise.resolve();
  #lastSync: number | null = null;
  readonly #sweeper = new Sweeper(() => this.#sweep());
  #telling = false;

  constructor(context: EngineContext, encryption: Encryption) {
    this.#context = context;
    this.#encryption = encryption;
    this.#door = new EngineDoor(context);
    this.#kept = new OpenFlows(context);
    const { ownUserId, ownDeviceId } = this.#door;
    this.#intake = new Intake({
      flows: this.#flows,
      ownUserId,
      ownDeviceId,
      yieldTo: (flow, first) => this.#yield(flow, first),
    });
    standInForSender(context.machine, { rooms: () => this.#throughRooms(), onSent: () => this.#refresh() });
    this.#askings = new Askings({ context, door: this.#door, flows: this.#flows, rooms: () => this.#throughRooms() });
  }

  list(): VerificationRecord[] {
    return this.#flows.shown.map((flow) => flow.record());
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  useRooms(rooms: VerificationRooms): void {
    this.#rooms ??= new RoomMessages(this.#encryption, rooms);
    for (const old of this.#kept.takeOld()) this.#wasInterrupted(old);
  }

  /** The to-device messages of a sync answer, without those of verifications that the engine is not to have. */
  sift(events: JsonObject[]): JsonObject[] {
    const now = performance.now();
    const live = this.#lastSync !== null && now - this.#lastSync < liveMs;
    this.#lastSync = now;
    return this.#intake.toDevice(events, live);
  }

  /** A sync answer was taken by the engine. */
  synced(): void {
    this.#refresh();
  }

  roomEvents(events: readonly EventRecord[], live: boolean): void {
    const messages = this.#intake.rooms(events, live);
    for (const message of messages) this.#beside(() => this.#door.roomEvent(message));
    if (messages.length > 0) this.#beside(async () => this.#door.flush());
    this.#refresh();
  }

  requestOwn(): Promise<VerificationId> {
    const userId = this.#door.ownUserId as UserId;
    return this.#ask(
      userId,
      () => true,
      () => this.#askings.own(),
    );
  }

  requestDevice(userId: UserId, deviceId: string): Promise<VerificationId> {
    const fits = (flow: Flow): boolean => flow.deviceId === deviceId;
    return this.#ask(userId, fits, () => this.#askings.device(userId, deviceId));
  }

  requestUser(userId: UserId, roomId: RoomId): Promise<VerificationId> {
    return this.#ask(
      userId,
      () => true,
      () => this.#askings.user(userId, roomId),
    );
  }

  accept(id: VerificationId): Promise<void> {
    return this.#act(id, async (flow) => {
      const active = this.#flows.active(flow.userId);
      if (!flow.isKnown && active !== null) this.#end(active);
      if (!flow.isKnown) await this.#begin(flow);
      if (flow.direction !== 'incoming' || flow.state().phase !== 'requested') throw notNow();
      flow.accept();
      return [flow.request?.acceptWithMethods(methods())];
    });
  }

  startEmoji(id: VerificationId): Promise<void> {
    return this.#act(id, async (flow) => {
      const state = flow.state();
      if (state.phase !== 'ready' || !state.can.emoji) throw notNow();
      const started = await flow.request?.startSas();
      return started ? [started[1]] : [];
    });
  }

  showQr(id: VerificationId): Promise<void> {
    return this.#act(id, async (flow) => {
      const state = flow.state();
      if (state.phase !== 'ready' || !state.can.showQr || flow.request === null) throw notNow();
      flow.shows(await qrOf(flow.request));
      return [];
    });
  }

  mayScan(id: VerificationId): void {
    const state = this.#flows.get(id).state();
    if (state.phase !== 'ready' || !state.can.scanQr) throw notNow();
  }

  scanQr(id: VerificationId, bytes: Uint8Array): Promise<void> {
    return this.#act(id, async (flow) => {
      this.mayScan(id);
      if (flow.request === null) throw notNow();
      try {
        const qr = await flow.request.scanQrCode(QrCodeScan.fromBytes(new Uint8ClampedArray(bytes)));
        return [qr.reciprocate()];
      } catch (error) {
        throw new CodedError('verification.bad-code', 'the code is not one of this verification', { cause: error });
      }
    });
  }

  confirm(id: VerificationId): Promise<void> {
    return this.#act(id, async (flow) => {
      const { phase } = flow.state();
      if (phase === 'comparing') return (await flow.sas?.confirm()) ?? [];
      if (phase === 'scanned') return [flow.qr?.confirmScanning()];
      throw notNow();
    });
  }

  mismatch(id: VerificationId): Promise<void> {
    return this.#act(id, async (flow) => {
      if (flow.state().phase !== 'comparing') throw notNow();
      return [flow.cancel('m.mismatched_sas')];
    });
  }

  cancel(id: VerificationId): Promise<void> {
    return this.#act(id, async (flow) => {
      if (flow.isOpen) this.#end(flow);
      return [];
    });
  }

  dismiss(id: VerificationId): void {
    const flow = this.#flows.all.find((one) => one.id === id);
    if (flow === undefined || flow.isOpen) return;
    this.#flows.remove(flow);
    this.#refresh();
  }

  stop(): void {
    this.#sweeper.stop();
  }

  /** One that is open with the same person is gone on with where it fits, and ended where it does not. */
  #ask(userId: UserId, fits: (flow: Flow) => boolean, ask: () => Promise<Flow>): Promise<VerificationId> {
    return this.#inTurn(async () => {
      const active = this.#flows.active(userId);
      if (active !== null && fits(active)) return active.id;
      if (active !== null) this.#end(active);
      try {
        await this.#door.sweep();
        return (await ask()).id;
      } catch (error) {
        throw toCodedError(error);
      } finally {
        this.#refresh();
      }
    });
  }

  #act(id: VerificationId, act: (flow: Flow) => Promise<(OutgoingRequest | undefined)[]>): Promise<void> {
    return this.#inTurn(async () => {
      const flow = this.#flows.get(id);
      try {
        const requests = await act(flow);
        this.#outbox(flow).push(...requests);
      } finally {
        this.#refresh();
      }
    });
  }

  /** Ends an open one from here, and tells the other side. */
  #end(flow: Flow): void {
    if (flow.isKnown) this.#outbox(flow).push(flow.cancel('m.user'));
    else this.#farewell(flow, 'm.user');
    flow.end({ phase: 'cancelled', reason: 'declined', byMe: true });
  }

  /** Gives the engine what began elsewhere. What it will not have is dropped. */
  async #begin(flow: Flow): Promise<void> {
    const inner = flow.first === null || !flow.isOpen ? null : await this.#door.begin(flow.first);
    await this.#door.learnDevice(flow);
    if (inner !== null) flow.take(inner);
    else if (flow.isOpen) this.#flows.remove(flow);
  }

  /** Both asked each other at the same moment: ours ends, and theirs, which the agent wants too, takes its place. */
  #yield(flow: Flow, first: NonNullable<Flow['first']>): void {
    this.#outbox(flow).push(flow.cancel('m.user'));
    flow.giveWay(first);
    this.#beside(async () => {
      await this.#begin(flow);
      if (flow.isKnown) this.#outbox(flow).push(flow.request?.acceptWithMethods(methods()));
    });
  }

  #wasInterrupted(old: ReturnType<OpenFlows['takeOld']>[number]): void {
    if (old.deadline < Date.now()) return;
    const flow = this.#flows.add({ ...old, first: null });
    flow.end({ phase: 'cancelled', reason: 'interrupted', byMe: true });
    this.#beside(() => this.#door.learnDevice(flow));
    this.#farewell(old, 'm.timeout');
    this.#refresh();
  }

  #farewell(farewell: Farewell, code: 'm.user' | 'm.timeout'): void {
    this.#quietly(() => sayFarewell(this.#door, this.#throughRooms(), farewell, code));
  }

  #throughRooms(): RoomMessages {
    if (this.#rooms === null) throw new CodedError('crypto.unavailable', 'the rooms of the account are not there yet');
    return this.#rooms;
  }

  #outbox(flow: Flow): Outbox {
    const known = this.#outboxes.get(flow);
    if (known) return known;
    const outbox = new Outbox({
      send: (request) => this.#context.run(() => this.#door.send(request)),
      wanted: () => Date.now() < flow.deadline,
      onRefused: (error) => {
        this.#context.log.warn('a message of a verification was refused', { code: error.code });
        flow.end({ phase: 'cancelled', reason: 'unreachable', byMe: true });
        this.#refresh();
      },
    });
    this.#outboxes.set(flow, outbox);
    return outbox;
  }

  /** After anything that may have changed how verifications stand. */
  #refresh(): void {
    for (const flow of this.#flows.open) this.#follow(flow);
    for (const flow of this.#flows.next) if (flow.first !== null) this.#beside(() => this.#beginNext(flow));
    this.#flows.prune();
    for (const flow of this.#outboxes.keys()) if (!this.#flows.all.includes(flow)) this.#outboxes.delete(flow);
    this.#kept.keep(this.#flows.open);
    this.#sweeper.runs(this.#flows.open.length > 0);
    this.#tell();
  }

  #follow(flow: Flow): void {
    const answer = flow.answer();
    if (answer !== undefined) this.#outbox(flow).push(answer);
    const device = flow.request?.otherDeviceId?.toString() ?? flow.sas?.otherDeviceId.toString();
    if (device !== undefined && flow.deviceId !== device) {
      flow.deviceId = device;
      flow.deviceName = null;
      this.#beside(() => this.#door.learnDevice(flow));
    }
    flow.state();
  }

  async #beginNext(flow: Flow): Promise<void> {
    if (flow.first !== null && this.#flows.active(flow.userId) === null) await this.#begin(flow);
  }

  #sweep(): void {
    for (const flow of this.#flows.open) if (Date.now() > flow.deadline) flow.end({ phase: 'cancelled', reason: 'timeout', byMe: false });
    this.#beside(async () => {
      await this.#door.sweep();
      this.#door.flush();
    });
  }

  /** Work that nobody waits for, in its turn. */
  #beside(work: () => Promise<void>): void {
    this.#quietly(() =>
      this.#inTurn(async () => {
        await work();
        this.#refresh();
      }),
    );
  }

  #quietly(work: () => Promise<void>): void {
    work().catch((error: unknown) => this.#context.log.info('a step of a verification failed', { code: toCodedError(error).code }));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(() => this.#context.run(work));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  #tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      for (const listener of this.#listeners) listener();
    });
  }
}
