import { limits, type JsonObject } from '../../records/index.ts';
import type { Http } from '../http/index.ts';
import type { SyncRequest, SyncSource } from './source.ts';

/** How long the server holds a request while nothing happens, in milliseconds. */
const longPollMs = 30_000;
/** How much longer than that it may be silent. */
const graceMs = 30_000;
/** A first answer is made by the server for minutes where the account has thousands of rooms. */
const firstAnswerMs = 600_000;
const firstTimeline = 8;
const laterTimeline = 20;

const filter = (timelineLimit: number): JsonObject => ({
  presence: { not_types: ['*'] },
  room: {
    timeline: { limit: timelineLimit, lazy_load_members: true, unread_thread_notifications: true },
    state: { lazy_load_members: true, include_redundant_members: false },
    include_leave: false,
  },
});

/** Classic `/sync` (spec 6.4) with lazy members, and `use_state_after` (spec 1.16, MSC4222) where the server knows it. */
export class ClassicSource implements SyncSource {
  readonly #http: Http;
  #stateAfter: boolean | null = null;

  constructor(http: Http) {
    this.#http = http;
  }

  async next({ since, immediate, signal }: SyncRequest): Promise<Uint8Array> {
    this.#stateAfter ??= await this.#knowsStateAfter(signal);
    return this.#http.bytes('GET', '/_matrix/client/v3/sync', {
      query: {
        filter: JSON.stringify(filter(since === null ? firstTimeline : laterTimeline)),
        timeout: immediate ? 0 : longPollMs,
        since: since ?? undefined,
        use_state_after: this.#stateAfter ? true : undefined,
      },
      largest: limits.bodySize,
      tooLarge: 'server.too-large',
      idleMs: since === null ? firstAnswerMs : longPollMs + graceMs,
      signal,
    });
  }

  async #knowsStateAfter(signal: AbortSignal): Promise<boolean> {
    const { versions } = await this.#http.json('GET', '/_matrix/client/versions', { signal });
    return Array.isArray(versions) && versions.some((version) => typeof version === 'string' && isFrom116(version));
  }
}

function isFrom116(version: string): boolean {
  const [, minor] = /^v1\.(\d+)$/u.exec(version) ?? [];
  return minor !== undefined && Number(minor) >= 16;
}
