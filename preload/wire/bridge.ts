import type { ToMain } from './envelopes.ts';

/** The one IPC channel of Electron, both ways. */
export const bridgeChannel = 'tchap:bridge';

/** What the preload gives the page as `window.tchap`. */
export interface Bridge {
  send(message: unknown): void;
  /** Takes one listener; a second call replaces it. */
  onMessage(listener: (message: unknown) => void): void;
}

/** Whether a message begins a page: it is the first of every one. */
export function isHello(message: unknown): boolean {
  const type: ToMain['type'] = 'hello';
  return typeof message === 'object' && message !== null && 'type' in message && message.type === type;
}
