/**
 * A carrier of envelopes between main and one page. Structured-clone values only (JSON and byte
 * arrays). Messages arrive in order or the port closes. `close` is idempotent, and `onClose` is
 * called once on both ends.
 */
export interface Port {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}
