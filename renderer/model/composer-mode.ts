import type { MessageItem, MessageRef } from '../../preload/contract/index.ts';

/** A message that is answered or changed, as the composer shows it. */
export type Quoted = { ref: MessageRef; senderName: string; excerpt: string };
export type ComposerMode = { kind: 'new' } | { kind: 'reply'; target: Quoted } | { kind: 'edit'; target: Quoted };

const longestExcerpt = 200;

const excerptOf = ({ content }: MessageItem): string => {
  if (content.kind === 'text') return content.body;
  return 'name' in content ? content.caption || content.name : '';
};

/** Null for a message that can be neither answered nor changed. */
export const quoted = (item: MessageItem): Quoted | null => {
  const ref = item.eventId ?? item.transactionId;
  return ref && { ref, senderName: item.sender.name, excerpt: excerptOf(item).slice(0, longestExcerpt) };
};
