import type { MessageItem, TimelineItem } from '../../preload/contract/index.ts';
import { buildTimeline } from '../../main/timeline/index.ts';
import { input, options } from './index.ts';

/** Rows of a conversation that Alice sees. */
export const build = (...args: Parameters<typeof input>): TimelineItem[] => buildTimeline(input(...args), options);

export const messages = (items: readonly TimelineItem[]): MessageItem[] => items.filter((item) => item.type === 'message');

/** The one message that there is. */
export function only(items: readonly TimelineItem[]): MessageItem {
  const [message, ...others] = messages(items);
  if (!message || others.length > 0) throw new Error(`not one message but ${messages(items).length}`);
  return message;
}

export const types = (items: readonly TimelineItem[]): string[] => items.map((item) => item.type);

export const bodies = (items: readonly TimelineItem[]): string[] =>
  messages(items).map(({ content }) => ('body' in content ? content.body : content.kind));
