import type { UserId, VerificationId } from '../../../preload/contract/index.ts';
import { CodedError } from '../../../preload/contract/index.ts';
import { Flow, type FlowStart } from './flow.ts';

/** Open verifications that other people began; more are not taken, so that a crowd cannot fill the list. */
const mostFromOthers = 20;
/** Those of one person that wait behind an open one. */
const mostWaiting = 3;
/** Ended ones that are still shown. */
const mostEnded = 10;

/** The verifications of an account, oldest first; bounded. */
export class FlowList {
  #flows: Flow[] = [];

  get all(): readonly Flow[] {
    return this.#flows;
  }

  get open(): Flow[] {
    return this.#flows.filter((flow) => flow.isOpen);
  }

  /** Without those that the engine is about to be given. */
  get shown(): Flow[] {
    return this.#flows.filter((flow) => !flow.isOpen || flow.isKnown || this.active(flow.userId) !== null);
  }

  /** Throws `verification.unknown`. */
  get(id: VerificationId): Flow {
    const flow = this.#flows.find((one) => one.id === id);
    if (!flow) throw new CodedError('verification.unknown', 'no such verification');
    return flow;
  }

  find(userId: UserId, transaction: string): Flow | null {
    return this.#flows.find((flow) => flow.userId === userId && flow.transaction === transaction) ?? null;
  }

  /** The open one with this person that the engine has: it allows one at a time. */
  active(userId: UserId): Flow | null {
    return this.#flows.find((flow) => flow.isOpen && flow.isKnown && flow.userId === userId) ?? null;
  }

  /** Those that the engine may be given now: the first of each person with whom none is open. */
  get next(): Flow[] {
    const first = new Map(
      this.open
        .filter((flow) => !flow.isKnown)
        .map((flow) => [flow.userId, flow] as const)
        .reverse(),
    );
    return [...first.values()].filter((flow) => this.active(flow.userId) === null);
  }

  /** Whether one more of this person fits. */
  hasRoom(userId: UserId, isSelf: boolean): boolean {
    const incoming = this.open.filter((flow) => flow.direction === 'incoming');
    const waiting = incoming.filter((flow) => flow.userId === userId && !flow.isKnown);
    return waiting.length < mostWaiting && (isSelf || incoming.filter((flow) => !flow.isSelf).length < mostFromOthers);
  }

  add(start: FlowStart): Flow {
    const flow = new Flow(start);
    this.#flows.push(flow);
    return flow;
  }

  remove(flow: Flow): void {
    this.#flows = this.#flows.filter((one) => one !== flow);
  }

  /** Forgets the oldest ended ones above the bound. */
  prune(): void {
    const ended = this.#flows.filter((flow) => !flow.isOpen);
    const dropped = new Set(ended.slice(0, Math.max(0, ended.length - mostEnded)));
    if (dropped.size > 0) this.#flows = this.#flows.filter((flow) => !dropped.has(flow));
  }
}
