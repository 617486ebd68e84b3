import type { MessageItem, MessageRef } from '../../preload/contract/index.ts';

/** A message that is answered or changed, as the composer shows it. */
export type Quoted = { ref: MessageRef; senderName: string; excerpt: string };
export type ComposerMode = { kind: 'new' } | { kind: 'reply'; target: Quoted } | { kind: 'edit'; target: Quoted };

const longestExcerpt = 200;

/** The words of a message by which it is known again where it is quoted, in one line; null where it has none. */
export function excerptOf({ content }: MessageItem): string | null {
  if (content.kind === 'text') return content.body.replaceAll(/\s+/gu, ' ').trim().slice(0, longestExcerpt);
  if (content.kind === 'poll') return content.question.slice(0, longestExcerpt);
  return 'caption' in content ? (content.caption || content.name).slice(0, longestExcerpt) : null;
}

/** Null for a message that can be neither answered nor changed. */
export const quoted = (item: MessageItem): Quoted | null => {
  const ref = item.eventId ?? item.transactionId;
  return ref && { ref, senderName: item.sender.name, excerpt: excerptOf(item) ?? '' };
};
