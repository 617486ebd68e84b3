import type { RepairStep, RepairStepId, RoomId } from '../../../preload/contract/index.ts';
import type { EventRecord } from '../../records/index.ts';
import type { Crypto, RoomKeyName } from '../crypto/index.ts';
import type { Unsubscribe } from '../types.ts';

export type StepResult = Partial<Omit<RepairStep, 'id'>> & Pick<RepairStep, 'status'>;

export interface StepParts {
  crypto: Crypto;
  signal: AbortSignal;
  retryNow(): void;
  isOnline(): boolean;
  onView(listener: () => void): Unsubscribe;
  decryptRoom(roomId: RoomId): Promise<void>;
  /** Rooms that are repaired, and their events that wait for a key. */
  rooms(): Promise<RoomId[]>;
  missing(): Promise<EventRecord[]>;
}
interface Step {
  id: RepairStepId;
  run(parts: StepParts): Promise<StepResult>;
}

/** How long the server has to answer a sync, in milliseconds. */
const patienceMs = 20_000;
/** Keys that are looked up one by one; a restore brings the others. */
const mostLookups = 300;

/** The keys that events wait for, each once. */
function keyNames(events: EventRecord[]): RoomKeyName[] {
  const names = events.flatMap(({ roomId, decryption }) =>
    'sessionId' in decryption && decryption.sessionId !== '' ? [{ roomId, sessionId: decryption.sessionId }] : [],
  );
  return [...new Map(names.map((name) => [`${name.roomId} ${name.sessionId}`, name])).values()];
}

function untilOnline({ isOnline, onView, signal }: StepParts): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      leave();
      resolve(isOnline());
    };
    const timer = setTimeout(end, patienceMs);
    const leave = onView(() => void (isOnline() && end()));
    signal.addEventListener('abort', end);
    if (isOnline() || signal.aborted) end();
  });
}

async function connection(parts: StepParts): Promise<StepResult> {
  const before = parts.isOnline();
  parts.retryNow();
  if (!(await untilOnline(parts))) return { status: 'problem', finding: 'failed', problem: 'network.unreachable' };
  return { status: before ? 'ok' : 'fixed' };
}

async function identity({ crypto }: StepParts): Promise<StepResult> {
  const before = crypto.identity.state().status;
  await crypto.identity.setUp(null);
  const { status } = crypto.identity.state();
  if (status === 'unconfirmed') return { status: 'problem', finding: 'unconfirmed' };
  if (status === 'ready' || status === 'needs-code') return { status: status === before ? 'ok' : 'fixed' };
  return { status: 'problem', finding: 'incomplete' };
}

async function backup({ crypto }: StepParts): Promise<StepResult> {
  const before = crypto.backup.state().status;
  await crypto.backup.check();
  const { status, readable } = crypto.backup.state();
  if (status === 'unreachable' || status === 'checking')
    return { status: 'problem', finding: 'failed', problem: crypto.backup.state().problem };
  if (status !== 'on' && status !== 'uploading') return { status: 'problem', finding: status };
  if (!readable) return { status: 'problem', finding: 'unreadable' };
  return { status: before === 'on' || before === 'uploading' ? 'ok' : 'fixed' };
}

async function keys({ crypto, missing, signal }: StepParts): Promise<StepResult> {
  const names = keyNames(await missing());
  if (names.length === 0) return { status: 'ok', count: 0 };
  if (!crypto.backup.state().readable) return { status: 'skipped' };
  const count = await crypto.backup.fetch(names.slice(0, mostLookups), signal);
  return count > 0 ? { status: 'fixed', count } : { status: 'ok', count: 0 };
}

async function channels({ crypto, missing, signal }: StepParts): Promise<StepResult> {
  const events = await missing();
  if (events.length === 0) return { status: 'skipped' };
  return { status: 'ok', count: await crypto.keyRepair.renewChannels(events, signal) };
}

async function requests({ crypto, missing }: StepParts): Promise<StepResult> {
  const events = await missing();
  if (events.length === 0) return { status: 'skipped' };
  return { status: 'ok', count: await crypto.keyRepair.requestKeys(events) };
}

async function messages({ rooms, missing, decryptRoom, signal }: StepParts): Promise<StepResult> {
  const before = (await missing()).length;
  for (const roomId of await rooms()) {
    signal.throwIfAborted();
    await decryptRoom(roomId);
  }
  const count = (await missing()).length;
  if (count > 0) return { status: 'problem', finding: 'still-missing', count };
  return { status: before > 0 ? 'fixed' : 'ok', count: 0 };
}

/** In this order. */
export const repairSteps: readonly Step[] = [
  { id: 'connection', run: connection },
  { id: 'identity', run: identity },
  { id: 'backup', run: backup },
  { id: 'keys', run: keys },
  { id: 'channels', run: channels },
  { id: 'requests', run: requests },
  { id: 'messages', run: messages },
];
