import { CodedError, type ErrorCode } from '../../../preload/contract/index.ts';
import type { SendFailure } from '../../records/index.ts';

/** What becomes of a message after a failed attempt. */
export type Verdict = { kind: 'wait' } | { kind: 'failed'; failure: SendFailure };

/** How often a server that is reachable may answer 5xx before the agent is told. */
const serverErrorLimit = 6;

const failureOf: Partial<Record<ErrorCode, SendFailure>> = {
  'room.forbidden': 'forbidden',
  'auth.suspended': 'suspended',
  'message.too-large': 'too-large',
  'media.too-large': 'too-large',
  'media.unavailable': 'media',
  'media.tampered': 'media',
  'message.no-devices': 'crypto',
  'crypto.unavailable': 'crypto',
  'crypto.identity-changed': 'identity-changed',
  'crypto.device-unverified': 'device-unverified',
};

/** These say nothing of the message: it waits until the session works again. */
const waited: readonly ErrorCode[] = [
  'network.unreachable',
  'network.tls',
  'server.rate-limited',
  'auth.soft-logout',
  'auth.signed-out',
  'auth.expired-account',
  'auth.locked',
  'store.disk-full',
];

/** `serverErrors`: how often the server failed on this message in a row, this time counted. */
export function verdictOf(error: unknown, serverErrors: number): Verdict {
  if (!(error instanceof CodedError)) return { kind: 'failed', failure: 'server' };
  if (waited.includes(error.code)) return { kind: 'wait' };
  if (error.retryable && serverErrors < serverErrorLimit) return { kind: 'wait' };
  return { kind: 'failed', failure: failureOf[error.code] ?? 'server' };
}
