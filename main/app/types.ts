import type { EventName, EventPayload, Settings } from '../../preload/contract/index.ts';
import type { FeedSources, Handlers } from '../../preload/wire/index.ts';

/** An event of the contract, for every page. */
export type AppEvent = { [N in EventName]: { name: N; payload: EventPayload<N> } }[EventName];

/** What the page asks of a `media:` URL, over whichever carrier. */
export interface MediaRequest {
  /** The `Range` header as it came, or null. */
  range: string | null;
  /** Aborted when the page no longer wants it. */
  signal: AbortSignal;
}

/** The running application, without a window: what `main/electron` and the headless host put a face on. */
export interface App {
  handlers: Handlers;
  feeds: FeedSources;
  onEvent(listener: (event: AppEvent) => void): () => void;
  /** Answers a `media:` URL of the contract. Failures are HTTP statuses, never a rejection. */
  media(url: string, request: MediaRequest): Promise<Response>;
  /** A `matrix:` or `tchap:` link handed over by the OS; one that cannot be understood is only logged. */
  openLink(url: string): void;
  settings(): Settings;
  onSettings(listener: (settings: Settings) => void): () => void;
  /** The screen is locked, or no more: meanwhile notifications show no name and no text. */
  screenLocked(locked: boolean): void;
  /** The agent came back from the browser: the application should be seen. */
  onReturn(listener: () => void): () => void;
  /** The machine woke up, or its network changed: every account asks its server at once. */
  wake(): void;
  /** Flushes and closes every account. Afterwards nothing is answered. */
  stop(): Promise<void>;
}
