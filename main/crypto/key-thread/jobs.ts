/** What the thread of keys is asked, one job at a time: `id` names the request. */
export type Request =
  /** Reads an answer of `GET /room_keys/keys/{roomId}`; `next` then hands its sessions over. */
  | { id: number; kind: 'open-answer'; bytes: Uint8Array }
  /** Opens a file of keys (spec 11.12.3.3); `next` then hands its keys over. */
  | { id: number; kind: 'open-file'; path: string; passphrase: string }
  /** The next entries of what was opened. */
  | { id: number; kind: 'next'; count: number }
  /** Begins a file of keys; nothing is at `path` before `seal-end`. */
  | { id: number; kind: 'seal-begin'; path: string; passphrase: string; rounds: number }
  /** Puts text of the export, in order. */
  | { id: number; kind: 'seal-part'; text: string }
  | { id: number; kind: 'seal-end' }
  /** Gives up what is under way, and leaves nothing. */
  | { id: number; kind: 'drop' };

export type Failure = 'wrong-passphrase' | 'damaged' | 'unknown-format' | 'too-large' | 'disk-full' | 'unwritable' | 'unreadable';
export type Answer = { id: number } & ({ ok: true; total: number; entries: [string, unknown][] } | { ok: false; failure: Failure });
