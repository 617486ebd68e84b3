import { excerptOf, type MessageItem, type MessageRef } from '../../preload/contract/index.ts';
import { excerptText } from '../text/index.ts';

/** A message that is answered or changed, as the composer shows it. */
export type Quoted = { ref: MessageRef; senderName: string; excerpt: string };
export type ComposerMode = { kind: 'new' } | { kind: 'reply'; target: Quoted } | { kind: 'edit'; target: Quoted };

/** Null for a message that can be neither answered nor changed. */
export const quoted = (item: MessageItem): Quoted | null => {
  const ref = item.eventId ?? item.transactionId;
  return ref && { ref, senderName: item.sender.name, excerpt: excerptText(excerptOf(item.content)) };
};
