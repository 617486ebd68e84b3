import type { MatrixClient } from 'matrix-js-sdk';
import type { Logger } from '../../log/index.ts';
import type { Http } from '../../matrix/index.ts';
import type { PreciousStore } from '../../store/index.ts';
import type { Machine } from './machine.ts';

/** What each part of the cryptography of an account works with. */
export interface EngineContext {
  machine: Machine;
  /** Never started: its HTTP calls, `secretStorage` and `getCrypto()` only. */
  client: MatrixClient;
  /** Requests of our own, which check sizes and silences; adds the token. */
  http: Pick<Http, 'json' | 'bytes' | 'upload'>;
  precious: Pick<PreciousStore, 'sql'>;
  log: Logger;
  /** Runs work on the engine, which `stop` waits for. Rejects with `crypto.unavailable` once stopped. */
  run<T>(work: () => Promise<T>): Promise<T>;
}
