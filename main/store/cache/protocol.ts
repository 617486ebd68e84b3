import type { ErrorData, UserId } from '../../../preload/contract/index.ts';
import type { EventCache } from './types.ts';

export type Method = Exclude<keyof EventCache, 'close'>;

/** What the worker starts with. The key is wiped once the file is open. */
export interface WorkerStart {
  path: string;
  key: Uint8Array;
  userId: UserId;
}

export type Request = { id: number; method: Method; args: unknown[] } | { id: number; method: 'close'; args: [] };

/** First message of the worker: the file is open, or why not. */
export type Opened = { opened: { rebuilt: boolean } } | { refused: ErrorData };

export type Answer = { id: number; value: unknown } | { id: number; error: ErrorData };
