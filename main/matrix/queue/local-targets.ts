import type { EventId, MessageRef, Outgoing, TransactionId } from '../../../preload/contract/index.ts';
import type { QueueRecord } from '../../records/index.ts';

/** Event ids begin with `$`, which no transaction id may hold. */
export const isLocal = (ref: MessageRef): ref is TransactionId => !ref.startsWith('$');

/** The message that a content is about, or that it answers; null where it stands alone. */
export const aboutOf = (content: Outgoing): MessageRef | null => ('target' in content ? content.target : content.replyTo);

/** Whether a content means nothing without the message that it is about. An answer stands by itself. */
export const depends = (content: Outgoing): boolean => 'target' in content;

/** The same content about `ref`; null: an answer to nothing. */
export function about(content: Outgoing, ref: EventId | null): Outgoing {
  if (!('target' in content)) return { ...content, replyTo: ref };
  return ref === null ? content : { ...content, target: ref };
}

/**
 * A redaction of a message that was taken out of the queue while the server may have had it: it waits
 * until the message shows itself, and mostly for ever.
 */
export function isDormant(record: QueueRecord, records: readonly QueueRecord[]): boolean {
  const { content } = record;
  if (content.kind !== 'redaction' || !isLocal(content.target)) return false;
  return !records.some((one) => one.transactionId === content.target);
}

/** Whether the server may have a message whose sending did not end well: it was tried, and no refusal came. */
export const mayHaveArrived = ({ status, wire, failure }: QueueRecord, sending: boolean): boolean =>
  sending || (wire !== null && (status === 'queued' || failure === 'server' || failure === 'network'));
