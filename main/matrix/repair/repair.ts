import type { RepairStep, RepairStepId, RoomId } from '../../../preload/contract/index.ts';
import type { EventRecord } from '../../records/index.ts';
import type { EventCache } from '../../store/index.ts';
import type { Crypto } from '../crypto/index.ts';
import { toCodedError } from '../http/index.ts';
import type { AccountRepair, Unsubscribe } from '../types.ts';
import { repairSteps, type StepResult } from './steps.ts';

export interface RepairParts {
  cache: Pick<EventCache, 'rooms' | 'undecrypted'>;
  crypto(): Promise<Crypto>;
  /** Asks the server for what is new, at once. */
  retryNow(): void;
  /** Whether it answers. */
  isOnline(): boolean;
  /** Called when `isOnline` may have changed. */
  onView(listener: () => void): Unsubscribe;
  /** Tries the newest events of a room that cannot be read. */
  decryptRoom(roomId: RoomId): Promise<void>;
}

/** Rooms, newest first, and events of each that a repair looks at. */
const mostRooms = 100;
const mostEvents = 200;

/** The repair of an account: useful steps in order, each with its result. One at a time. */
export class Repair implements AccountRepair {
  readonly #parts: RepairParts;
  readonly #listeners = new Set<() => void>();
  #steps: RepairStep[] = [];
  #roomId: RoomId | null = null;
  #run: AbortController | null = null;

  constructor(parts: RepairParts) {
    this.#parts = parts;
  }

  steps(): readonly RepairStep[] {
    return this.#steps;
  }

  standing(): { running: boolean; roomId: RoomId | null } {
    return { running: this.#run !== null, roomId: this.#roomId };
  }

  onChange(listener: () => void): Unsubscribe {
    const own = (): void => listener();
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  start(roomId: RoomId | null): void {
    if (this.#run !== null) return;
    const run = new AbortController();
    this.#run = run;
    this.#roomId = roomId;
    this.#steps = repairSteps.map(({ id }) => ({ id, status: 'waiting', count: null, finding: null, problem: null }));
    this.#tell();
    void this.#work(run.signal).finally(() => {
      this.#run = null;
      this.#steps = this.#steps.map((step) =>
        step.status === 'waiting' || step.status === 'running' ? { ...step, status: 'skipped' } : step,
      );
      this.#tell();
    });
  }

  cancel(): void {
    this.#run?.abort();
  }

  /** Never rejects: what fails is the result of its step. */
  async #work(signal: AbortSignal): Promise<void> {
    for (const { id, run } of repairSteps) {
      if (signal.aborted) return;
      this.#set(id, { status: 'running' });
      this.#set(id, await this.#result(run, signal));
    }
  }

  async #result(run: (typeof repairSteps)[number]['run'], signal: AbortSignal): Promise<StepResult> {
    try {
      const crypto = await this.#parts.crypto();
      const { decryptRoom } = this.#parts;
      return await run({ ...this.#parts, decryptRoom, crypto, signal, missing: () => this.#missing(signal), rooms: () => this.#rooms() });
    } catch (error) {
      return signal.aborted ? { status: 'skipped' } : { status: 'problem', finding: 'failed', problem: toCodedError(error).code };
    }
  }

  async #rooms(): Promise<RoomId[]> {
    if (this.#roomId !== null) return [this.#roomId];
    const rooms = (await this.#parts.cache.rooms()).filter((room) => room.encrypted).sort((a, b) => b.activityAt - a.activityAt);
    return rooms.slice(0, mostRooms).map((room) => room.roomId);
  }

  async #missing(signal: AbortSignal): Promise<EventRecord[]> {
    const events: EventRecord[] = [];
    for (const roomId of await this.#rooms()) {
      signal.throwIfAborted();
      events.push(...(await this.#parts.cache.undecrypted(roomId, null, mostEvents)));
    }
    return events;
  }

  #set(id: RepairStepId, result: StepResult): void {
    this.#steps = this.#steps.map((step) => (step.id === id ? { ...step, ...result } : step));
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
