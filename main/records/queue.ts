import type { AttachmentId, Outgoing, RoomId, TransactionId } from '../../preload/contract/index.ts';

export type SendFailure =
  | 'network'
  | 'rate-limited'
  | 'forbidden'
  | 'suspended'
  | 'too-large'
  | 'crypto'
  | 'identity-changed'
  | 'device-unverified'
  | 'server'
  | 'media';

/** An entry of the send queue, kept in the precious store until its event came back by sync. */
export interface QueueRecord {
  transactionId: TransactionId;
  roomId: RoomId;
  /** Order within the account. */
  position: number;
  queuedAt: number;
  content: Outgoing;
  /**
   * `queued`: to send. `sent`: the server answered with `eventId`, the event is not in the store yet.
   * `failed`: waits for the agent. There is no `sending` on disk: after a crash it is `queued`, and the
   * same transaction id makes the second attempt harmless (spec 5.1).
   */
  status: 'queued' | 'sent' | 'failed';
  failure: SendFailure | null;
  eventId: string | null;
  /** What was really sent: the encrypted content is kept, so that a retry sends the same bytes. */
  wire: { type: string; content: string } | null;
}

/** What is being written somewhere: its words, and all that the composer holds, which main does not read. */
export interface DraftRecord {
  text: string;
  state: string | null;
}

/** A file handed over by the page, kept encrypted on disk until it is sent. */
export interface AttachmentRecord {
  attachmentId: AttachmentId;
  name: string;
  mimetype: string;
  size: number;
  width: number | null;
  height: number | null;
  /** Once complete: where the ciphertext lies, and the `EncryptedFile` fields without `url`. */
  file: { path: string; info: string } | null;
  /** Content URI once uploaded. */
  mxc: string | null;
}
