import type { MatrixClient } from 'matrix-js-sdk';
import type { Net } from '../../host/index.ts';
import { ordinaryIdleMs } from './request.ts';
import { soundAnswers } from './sdk-answers.ts';

/** matrix-js-sdk logs a great deal, and it logs ids and contents: nothing of it is kept. */
const nothing = (): void => undefined;
const quietLogger = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing, getChild: () => quietLogger };

export interface SdkSession {
  baseUrl: string;
  userId: string;
  deviceId: string;
  /** Adds the token (`authorizedFetch`), so that the SDK never holds it. */
  fetch: Net['fetch'];
  /** Called when an answer was refused that the SDK could not have borne, with its kind. */
  onRefused?(kind: string): void;
}

/**
 * A client of matrix-js-sdk for the cryptography alone: no store, no sync, no rooms.
 * `startClient` is never called on it. The SDK is loaded by the first call.
 */
export async function createSdkClient(session: SdkSession): Promise<MatrixClient> {
  const { createClient } = await import('matrix-js-sdk');
  const fetch = soundAnswers(session.fetch, (kind) => session.onRefused?.(kind));
  return createClient({
    baseUrl: session.baseUrl,
    userId: session.userId,
    deviceId: session.deviceId,
    fetchFn: (input, init) => fetch(addressOf(input), init),
    localTimeoutMs: ordinaryIdleMs,
    logger: quietLogger,
  });
}

const addressOf = (input: string | URL | Request): string =>
  typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
