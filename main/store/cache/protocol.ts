import type { ErrorData, UserId } from '../../../preload/contract/index.ts';
import type { EventCache } from './types.ts';

/** What the worker answers: the same as the cache, but the room list as the JSON text that the file holds. */
export type WorkerCache = Omit<EventCache, 'close' | 'syncedAt' | 'rooms'> & { rooms(): Promise<string> };
export type Method = keyof WorkerCache;

/** What the worker starts with. The key is wiped once the file is open. */
export interface WorkerStart {
  path: string;
  key: Uint8Array;
  userId: UserId;
}

export type Request = { id: number; method: Method; args: unknown[] } | { id: number; method: 'close'; args: [] };

/** What the file was found to be. */
export interface OpenedFile {
  rebuilt: boolean;
  syncedAt: number | null;
}

/** First message of the worker: the file is open, or why not. */
export type Opened = { opened: OpenedFile } | { refused: ErrorData };

export type Answer = { id: number; value: unknown } | { id: number; error: ErrorData };
